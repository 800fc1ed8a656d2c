import { expect } from '@jest/globals';
import type { Job } from './jobs-client.js';
import type { Stack } from './stack.js';

/** What must have become of a change: its outcome, and what its commands did on the host. */
export interface Truth {
  status: string;
  /** How often each command had an effect on the host. */
  effects: Readonly<Record<string, number>>;
  /** How often each command was started there; where it is not the same as how often it had an effect. */
  starts?: Readonly<Record<string, number>>;
}

/** Outcome = ledger = audit: the three tell the same story, whatever happened in between. */
export function expectTruth(
  { audit, parts: { informatica } }: Stack,
  job: Job,
  { status, effects, starts = effects }: Truth,
): void {
  const told = { id: job.id, status: job.status, error: job.error };
  expect(told).toEqual({ id: job.id, status, error: status === 'succeeded' ? undefined : told.error });
  const counted = (phase: 'start' | 'effect', wanted: object) =>
    Object.fromEntries(Object.keys(wanted).map((command) => [command, informatica.count(command, phase)]));
  expect({ effects: counted('effect', effects) }).toEqual({ effects });
  expect({ starts: counted('start', starts) }).toEqual({ starts });
  expect(audit.of(job.id, 'job.decided')).toHaveLength(1);
  const outcomes = audit.of(job.id, 'job.finished').map(({ outcome }) => outcome);
  expect(outcomes.length).toBeGreaterThan(0);
  expect(new Set(outcomes)).toEqual(new Set([status]));
}

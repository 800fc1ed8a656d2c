import { Counter, type Registry } from 'prom-client';
import { operationsByName } from '#libs/informatica';
import type { ErrorCode } from '#libs/platform';
import type { FinalStatus, JobEnd } from '#libs/queue';
import { codeLabel, codeOf, NONE, operationLabel } from './bounded.js';

/** Ends that somebody should hear of. Where the first of a kind made its series, nobody would see that it grew. */
const TOLD_FROM_ZERO: readonly [status: FinalStatus, code: ErrorCode][] = [
  ['unknown', 'OUTCOME_UNKNOWN'],
  ['unknown', 'INTERNAL'],
  ['expired', 'JOB_EXPIRED'],
  ['failed', 'TARGET_BUSY'],
  ['failed', 'ENVELOPE_REFUSED'],
  ['failed', 'HOST_NOT_IN_DOMAIN'],
];

/** Counts how jobs end, and what was decided about those who asked for them. */
export class JobMetrics {
  private readonly ends: Counter<'zone' | 'operation' | 'status' | 'code'>;
  private readonly decisions: Counter<'operation' | 'decision' | 'code'>;

  /** `zones` are those that this process has the keys of. */
  constructor(registry: Registry, zones: Iterable<string>) {
    const registers = [registry];
    this.ends = new Counter({
      name: 'etlaas_jobs_ended_total',
      help: 'Jobs that this process ended, by final status and error code',
      labelNames: ['zone', 'operation', 'status', 'code'],
      registers,
    });
    this.decisions = new Counter({
      name: 'etlaas_decisions_total',
      help: 'Decisions whether somebody may have an operation done',
      labelNames: ['operation', 'decision', 'code'],
      registers,
    });
    for (const zone of zones) this.beginAtZero(zone);
  }

  /** Jobs that a step of this process ended; its zone is one that this process has the key of. */
  readonly ended = ({ job, status, outcome, sharers }: JobEnd): void => {
    const code = outcome.error ? codeLabel(outcome.error.code) : NONE;
    const labels = { zone: job.target.zone, operation: operationLabel(job.operation), status, code };
    this.ends.inc(labels, 1 + sharers.length);
  };

  /** Counts a decision by how it settles, and passes it on as it is. */
  async decided<T>(operation: string, decision: Promise<T>): Promise<T> {
    const count = (said: 'allowed' | 'refused', code: string) =>
      this.decisions.inc({ operation: operationLabel(operation), decision: said, code });
    try {
      const granted = await decision;
      count('allowed', NONE);
      return granted;
    } catch (error) {
      count('refused', codeOf(error));
      throw error;
    }
  }

  private beginAtZero(zone: string): void {
    for (const operation of operationsByName.keys()) {
      for (const [status, code] of TOLD_FROM_ZERO) this.ends.inc({ zone, operation, status, code }, 0);
    }
  }
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { DOMAIN, TRIGRAM } from '../../support/stack/estate.js';
import type { LedgerEntry } from '../../support/stack/informatica.js';
import type { Answer, Job, JobsClient } from '../../support/stack/jobs-client.js';
import { installQuickPrograms, QUICK_SERVICES } from '../../support/stack/quick-programs.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(300_000);

const CLIENTS = 20;
const CHANGES_EACH = 10;
const VERBS = ['start', 'stop', 'restart'] as const;
/** How a client meets a target that another has: three in four know `/v1`, one the routes of the replaced system. */
const MANNERS = ['queue', 'reject', 'queue', 'legacy'] as const;

interface Change {
  service: string;
  verb: (typeof VERBS)[number];
  key: string;
}

describe('many changes of few targets', () => {
  const { stack, api, host, test } = useStack({ workers: ['worker', 'second', 'third'] });
  let otherApi: JobsClient;

  beforeAll(async () => {
    installQuickPrograms(host().home);
    otherApi = await stack().startOtherApi();
  });

  /** Both processes get the request at once, as from a client that did not wait for the first; the key makes it one job. */
  const inLine = async ({ service, verb, key }: Change): Promise<string> => {
    const path = `${routes.change(service, verb)}&onConflict=queue`;
    const extras = { headers: { 'idempotency-key': key } };
    const [one, other] = await Promise.all([api(), otherApi].map((process) => process.ask('POST', path, extras)));
    expect([one?.status, other?.status, other?.body.id]).toEqual([202, 202, one?.body.id]);
    return one?.body.id ?? '';
  };

  /** Refused with 409, it waits for the end of the holder and repeats. */
  const persistently = async (client: JobsClient, { service, verb, key }: Change): Promise<string> => {
    for (;;) {
      const extras = { headers: { 'idempotency-key': key } };
      const answer: Answer = await client.ask('POST', routes.change(service, verb), extras);
      if (answer.status !== 409) return acceptedId(answer);
      await client.ended(String((answer.body as { holder?: string }).holder).replace('/v1/jobs/', ''), 280_000);
    }
  };

  const asOldCaller = async (client: JobsClient, { service, verb }: Change): Promise<string> => {
    const path = `/informatica/trigrams/${TRIGRAM}/domains/${DOMAIN}/integration-services/${service}?Environment=Development`;
    const action = verb === 'start' ? 'Start' : 'Stop';
    const { status, body } = await client.ask<{ uuid: string }>('PUT', path, { body: { action } });
    expect(status).toBe(202);
    return body.uuid;
  };

  const client = async (number: number): Promise<Job[]> => {
    const mine = number % 2 ? api() : otherApi;
    const jobs: Job[] = [];
    for (let turn = 0; turn < CHANGES_EACH; turn += 1) {
      const change = changeOf(number, turn);
      const manner = MANNERS[number % MANNERS.length];
      const old = manner === 'legacy' ? asOldCaller(mine, change) : undefined;
      const id = await (old ?? (manner === 'reject' ? persistently(mine, change) : inLine(change)));
      jobs.push(await mine.ended(id, 280_000));
    }
    return jobs;
  };

  test(`${CLIENTS * CHANGES_EACH} by ${CLIENTS} clients, 2 API processes and 3 workers: none overlap, each effect is once, outcome = ledger = audit`, async () => {
    const jobs = (await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))).flat();
    expect(jobs.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(CLIENTS * CHANGES_EACH);
    const { ledger } = host();
    for (const service of QUICK_SERVICES) {
      expect(overlaps(ledger, service)).toEqual([]);
      expect([service, counted(ledger, service, 'effect')]).toEqual([service, toldBy(jobs, service)]);
      expect([service, counted(ledger, service, 'start')]).toEqual([service, toldBy(jobs, service)]);
    }
    const { records } = stack().audit;
    const outcomes = new Map(
      records.filter(({ event }) => event === 'job.finished').map(({ job_id, outcome }) => [job_id, outcome]),
    );
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(jobs.map(({ id, status }) => [id, status])));
    expect(new Set(records.filter(({ event }) => event === 'job.started').map(({ job_id }) => job_id)).size).toBe(
      jobs.length,
    );
  });
});

const changeOf = (number: number, turn: number): Change => ({
  service: QUICK_SERVICES[(number + turn) % QUICK_SERVICES.length] ?? '',
  verb: VERBS[(number + 2 * turn + Math.floor(turn / 3)) % VERBS.length] ?? 'start',
  key: randomUUID(),
});

function acceptedId({ status, body }: Answer): string {
  expect(status).toBe(202);
  return body.id;
}

const CHANGING = ['disableservice', 'enableservice'];

/** Commands that began while another of the same target had not ended. */
function overlaps(ledger: readonly LedgerEntry[], service: string): LedgerEntry[] {
  let running = 0;
  return ledger.filter(({ command, target, phase }) => {
    if (target !== service || !CHANGING.includes(command.toLowerCase())) return false;
    if (phase === 'start') running += 1;
    if (phase === 'end') running -= 1;
    return running > 1;
  });
}

/** How often a service was stopped and started, by what happened on the host. */
function counted(ledger: readonly LedgerEntry[], service: string, phase: LedgerEntry['phase']) {
  const count = (command: string) =>
    ledger.filter(
      (entry) => entry.phase === phase && entry.target === service && entry.command.toLowerCase() === command,
    ).length;
  return { stops: count('disableservice'), starts: count('enableservice') };
}

/** The same by what the jobs say they changed. */
function toldBy(jobs: readonly Job[], service: string) {
  const changes = jobs.filter(
    ({ target, result }) => target['service'] === service && (result as { changed: boolean }).changed,
  );
  const wasUp = ({ result }: Job) => (result as { before: { alive: boolean } }).before.alive;
  const restarts = changes.filter(({ operation }) => operation.endsWith('restart'));
  const count = (verb: string) => changes.filter(({ operation }) => operation.endsWith(`.${verb}`)).length;
  return { stops: count('stop') + restarts.filter(wasUp).length, starts: count('start') + restarts.length };
}

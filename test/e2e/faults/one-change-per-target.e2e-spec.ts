import { describe, expect, jest } from '@jest/globals';
import { OTHER_SERVICE, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { LedgerEntry } from '../../support/stack/informatica.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(400_000);

const SLOW_MS = 3_000;
const CLIENTS = 20;
const CHANGES_EACH = 2;
const VERBS = ['start', 'stop', 'restart'] as const;
const CHANGING = new Set(['disableservice', 'enableservice']);

const inLine = (path: string): string => `${path}&onConflict=queue`;

describe('one change of a target at a time', () => {
  const { stack, api, host, test } = useStack({ workers: ['worker', 'second', 'third'] });

  /** A stop that is under way on the host. */
  const slowStop = async (): Promise<Job> => {
    host().behave({
      program: 'infacmd',
      command: 'DisableService',
      target: SERVICE,
      does: 'slow',
      ms: SLOW_MS,
      times: 1,
    });
    const job = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('it runs', () => host().count('DisableService', 'start', SERVICE) === 1);
    return job;
  };

  test('a second change is refused with a link to the first, and nothing of it is queued', async () => {
    const first = await slowStop();
    const { status, body } = await api().ask('POST', routes.change(SERVICE, 'start'));
    expect([status, body]).toMatchObject([
      409,
      { code: 'TARGET_BUSY', holder: `/v1/jobs/${first.id}`, retryable: true },
    ]);
    const other = await api().run('POST', routes.change(OTHER_SERVICE, 'stop'));
    expect(other.status).toBe('succeeded');
    expectTruth(stack(), await api().ended(first.id), {
      status: 'succeeded',
      effects: { DisableService: 2, EnableService: 0 },
    });
  });

  test('one that may wait says for what, and begins after the first', async () => {
    const first = await slowStop();
    const second = await api().submit('POST', inLine(routes.change(SERVICE, 'start')));
    const third = await api().submit('POST', inLine(routes.change(SERVICE, 'stop')));
    expect(third).toMatchObject({ status: 'queued', queuePosition: 2 });
    expect(third.reasonWaiting).toMatch(`waits for integration-service.stop of operator since`);
    expect(third.reasonWaiting).toContain(first.id);
    const ended = await Promise.all([first, second, third].map(({ id }) => api().ended(id)));
    expect(ended.map(({ status, result }) => [status, (result as { changed: boolean }).changed])).toEqual([
      ['succeeded', true],
      ['succeeded', true],
      ['succeeded', true],
    ]);
    expect(ended.map(({ startedAt = '' }) => startedAt)).toEqual(ended.map(({ startedAt = '' }) => startedAt).sort());
  });

  test('one that is taken back leaves the line, and the next begins', async () => {
    const first = await slowStop();
    const second = await api().submit('POST', inLine(routes.change(SERVICE, 'restart')));
    const third = await api().submit('POST', inLine(routes.change(SERVICE, 'start')));
    const { status, body } = await api().ask<Job>('POST', routes.cancel(second.id));
    expect([status, body.status]).toEqual([200, 'cancelled']);
    expect(await api().ended(third.id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect((await api().ended(first.id)).status).toBe('succeeded');
    expect(host().count('DisableService', 'start', SERVICE)).toBe(1);
  });

  test('kills in one repository exclude each other too', async () => {
    host().behave({ program: 'pmrep', command: 'killuserconnection', does: 'slow', ms: SLOW_MS, times: 1 });
    const first = await api().submit('DELETE', routes.sessionsOf('adupont'));
    const { status } = await api().ask('DELETE', routes.sessionsOf('bmoreau'));
    expect(status).toBe(409);
    expect((await api().ended(first.id)).status).toBe('succeeded');
  });

  test('old callers, who know no 409, wait', async () => {
    const first = await slowStop();
    const old = `/informatica/trigrams/MAE/domains/DOM_MAE_D01/integration-services/${SERVICE}?Environment=Development`;
    const { status, body } = await api().ask<{ uuid: string }>('PUT', old, { body: { action: 'Start' } });
    expect(status).toBe(202);
    expect(await api().ended(body.uuid)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect((await api().ended(first.id)).status).toBe('succeeded');
  });

  test('a worker that dies keeps the target until the truth about its change is known', async () => {
    const first = await slowStop();
    const second = await api().submit('POST', inLine(routes.change(SERVICE, 'start')));
    const names = ['worker', 'second', 'third'];
    await Promise.all(names.map((name) => stack().worker(name).kill()));
    expect((await api().ask('POST', routes.change(SERVICE, 'stop'))).status).toBe(409);
    await Promise.all(names.map((name) => stack().startWorker(name)));
    expect(await api().ended(first.id, 150_000)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(await api().ended(second.id, 150_000)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(host().count('DisableService', 'effect', SERVICE)).toBe(1);
  });

  test(`${CLIENTS} clients change two services at once: nothing overlaps, each effect is once, all ends true`, async () => {
    const change = (number: number) =>
      inLine(routes.change(number % 2 ? SERVICE : OTHER_SERVICE, VERBS[number % VERBS.length] ?? 'start'));
    const client = async (number: number): Promise<Job[]> => {
      const jobs: Job[] = [];
      for (let turn = 0; turn < CHANGES_EACH; turn += 1)
        jobs.push(await api().submit('POST', change(number + 7 * turn)));
      return jobs;
    };
    const accepted = (await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))).flat();
    const ended = await Promise.all(accepted.map(({ id }) => api().ended(id, 350_000)));
    expect(ended.filter(({ status }) => status !== 'succeeded').map(({ error }) => error)).toEqual([]);
    for (const service of [SERVICE, OTHER_SERVICE]) expect(overlaps(host().ledger, service)).toEqual([]);
    expect(effectsOf(host().ledger)).toEqual(toldBy(ended));
  });
});

/** Commands that began while another of the same target had not ended. */
function overlaps(ledger: readonly LedgerEntry[], service: string): LedgerEntry[] {
  const ofService = ledger.filter(({ command, target }) => target === service && CHANGING.has(command.toLowerCase()));
  let running = 0;
  return ofService.filter(({ phase }) => {
    if (phase === 'start') running += 1;
    if (phase === 'end') running -= 1;
    return running > 1;
  });
}

/** How often each service was stopped and started, by what happened on the host. */
function effectsOf(ledger: readonly LedgerEntry[]) {
  const count = (command: string) =>
    ledger.filter((entry) => entry.phase === 'effect' && entry.command.toLowerCase() === command).length;
  return { stops: count('disableservice'), starts: count('enableservice') };
}

/** The same by what the jobs say they changed. */
function toldBy(jobs: readonly Job[]) {
  const changes = jobs.filter(({ result }) => (result as { changed: boolean }).changed);
  const wasUp = ({ result }: Job) => (result as { before: { alive: boolean } }).before.alive;
  const restarts = changes.filter(({ operation }) => operation.endsWith('restart'));
  const count = (verb: string) => changes.filter(({ operation }) => operation.endsWith(`.${verb}`)).length;
  return { stops: count('stop') + restarts.filter(wasUp).length, starts: count('start') + restarts.length };
}

import { describe, expect, jest } from '@jest/globals';
import { OTHER_SERVICE, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const SLOW_MS = 3_000;

const inLine = (path: string): string => `${path}&onConflict=queue`;

describe('one change of a target at a time', () => {
  const { stack, api, host, test } = useStack({ settings: { QUEUE_LOCK_MS: '2000' } });

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
    await stack().worker().kill();
    expect((await api().ask('POST', routes.change(SERVICE, 'stop'))).status).toBe(409);
    await stack().startWorker('worker');
    expect(await api().ended(first.id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(await api().ended(second.id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(host().count('DisableService', 'effect', SERVICE)).toBe(1);
  });
});

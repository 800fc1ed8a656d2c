import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, jest } from '@jest/globals';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const LOCK_MS = 1_000;
const SLOW_MS = 4_000;

describe('Redis is lost', () => {
  const { stack, api, host, test } = useStack({ settings: { QUEUE_LOCK_MS: String(LOCK_MS) } });
  const redis = () => stack().parts.redis;

  afterEach(() => redis().process.signal('SIGCONT'));

  const beginSlowStop = async () => {
    host().behave({ program: 'infacmd', command: 'DisableService', does: 'slow', ms: SLOW_MS });
    const job = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('the stop runs', () => host().count('DisableService', 'start') === 1);
    return job;
  };

  /** Asks and tells how long the answer took. */
  const timed = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const began = performance.now();
    const { status, body } = await api().ask<{ code: string }>(method, path, { headers });
    return { status, code: body.code, tookMs: performance.now() - began };
  };
  const promptRefusal = { status: 503, code: 'QUEUE_UNAVAILABLE', tookMs: expect.any(Number) };

  test('frozen: submits and polls are answered 503 in two seconds, and a repeat with its key runs once', async () => {
    const earlier = await api().run('GET', routes.service(SERVICE));
    const key = { 'idempotency-key': 'frozen-1' };
    redis().process.signal('SIGSTOP');
    const answers = await Promise.all([
      timed('POST', routes.change(SERVICE, 'stop'), key),
      timed('GET', routes.services()),
      timed('GET', `/v1/jobs/${earlier.id}`),
    ]);
    redis().process.signal('SIGCONT');
    expect(answers).toEqual([promptRefusal, promptRefusal, promptRefusal]);
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(2_000);
    expect(await api().read(earlier.id)).toEqual(earlier);
    const job = await api().run('POST', routes.change(SERVICE, 'stop'), { headers: key });
    expect(job.result).toMatchObject({ changed: true });
    expect(host().count('DisableService', 'start')).toBe(1);
  });

  test('frozen for longer than the lock while a stop runs: it ran once', async () => {
    const { id } = await beginSlowStop();
    redis().process.signal('SIGSTOP');
    await sleep(2 * LOCK_MS);
    redis().process.signal('SIGCONT');
    const job = await api().ended(id);
    expect(job.result).toMatchObject({ changed: true });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('killed and started again: a job that was queued is not lost', async () => {
    await stack().worker().end();
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await redis().process.kill();
    expect((await timed('GET', `/v1/jobs/${id}`)).status).toBe(503);
    await redis().start();
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('killed and started again while a stop runs: it ran once', async () => {
    const { id } = await beginSlowStop();
    await redis().process.kill();
    await redis().start();
    const job = await api().ended(id);
    expect(job.result).toMatchObject({ changed: true });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  const say = (line: string) => redis().client.call(...(line.split(' ') as [string, ...string[]]));

  for (const [refusal, begin, end] of [
    ['NOREPLICAS', 'CONFIG SET min-replicas-to-write 1', 'CONFIG SET min-replicas-to-write 0'],
    ['READONLY', 'REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'],
  ] as const) {
    /** Bull stops renewing a lock for ever after one refusal. */
    test(`writes are refused with ${refusal} for as long as the lock lasts, while a stop runs: it ran once`, async () => {
      const { id } = await beginSlowStop();
      await say(begin);
      await sleep(LOCK_MS);
      await say(end);
      const job = await api().ended(id);
      expect(job.result).toMatchObject({ changed: true });
      expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    });

    test(`writes are refused with ${refusal} when a stop ends: its outcome is told nevertheless, and only one`, async () => {
      const { id } = await beginSlowStop();
      await say(begin);
      await waitUntil('the end is audited', () => stack().audit.of(id, 'job.finished').length > 0);
      await say(end);
      const job = await api().ended(id);
      expect(job.result).toMatchObject({ changed: true });
      expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    });
  }
});

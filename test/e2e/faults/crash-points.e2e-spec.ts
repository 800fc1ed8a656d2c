import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { End, Running } from '../../support/processes.js';
import { crashPointsOf } from '../../support/stack/crash-points.js';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(90_000);

const POINTS = { api: crashPointsOf('api'), worker: crashPointsOf('worker') } as const;
const KILLED: End = { code: null, signal: 'SIGKILL' };
/** A dead worker's job is delivered again so soon. */
const LOCK_MS = 1_000;
const END_WITHIN_MS = 25_000;

/** A process dies at a point only where it is told that it is in a test. */
const armed = (point: string) => ({ CRASH_POINT: point, NODE_ENV: 'test' });

const stop = routes.change(SERVICE, 'stop');
const startAfterIt = `${routes.change(SERVICE, 'start')}&onConflict=queue`;

/**
 * At each point: the process dies there, another comes in its place, and the client, who does not know what became of its
 * request, repeats it with the same key. Then one stop happened on the host, and outcome = ledger = audit.
 */
describe('a process that dies at any step', () => {
  const { stack, api, test } = useStack({ settings: { QUEUE_LOCK_MS: String(LOCK_MS) } });
  const died = new Set<string>();

  /** Somebody else is the janitor, for ever: what is mended here is mended by repeat and redelivery alone. */
  beforeAll(async () => {
    await stack().parts.redis.client.set('etlaas:janitor', '1');
  });

  const stopAs = (key: string) => api().ask('POST', stop, { headers: { 'idempotency-key': key } });
  const expectDead = async (running: Running, point: string) => {
    expect(await running.ended).toEqual(KILLED);
    expect(running.log).toContain(`"point":"${point}"`);
    died.add(point);
  };
  const expectOneStop = (job: Job) => {
    expect(job.result).toMatchObject({ changed: true, before: { alive: true }, after: { alive: false } });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  };

  for (const point of POINTS.api) {
    test(`the API: ${point}`, async () => {
      await stack().apiProcess.kill();
      await stack().startApi(armed(point));
      const first = await stopAs(point).catch(() => undefined);
      expect(first?.status).toBe(point === 'api.reply.after' ? 202 : undefined);
      await expectDead(stack().apiProcess, point);
      await stack().startApi();
      const { status, headers, body } = await stopAs(point);
      const isKept = !point.startsWith('api.audit.');
      expect([status, headers.get('idempotency-replayed')]).toEqual([202, isKept ? 'true' : null]);
      expect(headers.get('location')).toBe(`/v1/jobs/${body.id}`);
      if (first) expect(body.id).toBe(first.body.id);
      expectOneStop(await api().ended(body.id, END_WITHIN_MS));
    });
  }

  for (const point of POINTS.worker) {
    test(`the worker: ${point}`, async () => {
      await stack().worker().kill();
      await stack().startWorker('worker', armed(point));
      const first = await stopAs(point);
      const next = await api().submit('POST', startAfterIt);
      await expectDead(stack().worker(), point);
      await stack().startWorker('worker');
      const again = await stopAs(point);
      expect([first.status, again.status, again.body.id]).toEqual([202, 202, first.body.id]);
      const [job, after] = await Promise.all([first.body.id, next.id].map((id) => api().ended(id, END_WITHIN_MS)));
      expectOneStop(job as Job);
      expectTruth(stack(), after as Job, { status: 'succeeded', effects: { DisableService: 1, EnableService: 1 } });
    });
  }

  afterAll(() => {
    // Under `-t` only some are run.
    if (process.argv.some((word) => /^(-t|--testNamePattern)/.test(word))) return;
    expect([...died].sort()).toEqual([...POINTS.api, ...POINTS.worker].sort());
  });

  it('has points to die at, in both programs', () => {
    expect([POINTS.api.length, POINTS.worker.length].every((count) => count >= 6)).toBe(true);
  });
});

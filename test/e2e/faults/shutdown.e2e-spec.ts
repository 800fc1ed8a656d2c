import { afterEach, describe, expect, jest } from '@jest/globals';
import type { Running } from '../../support/processes.js';
import { OTHER_SERVICE, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const WITHIN_MS = 30_000;
const IN_ORDER = { code: 0, signal: null };

describe('SIGTERM while jobs run', () => {
  const { stack, api, host, test } = useStack({
    settings: { QUEUE_LOCK_MS: '2000', DRAIN_NOTICE_MS: '3000' },
  });

  afterEach(async () => {
    if (!stack().worker().isRunning) await stack().startWorker('worker');
  });

  const beginSlowStop = async (service: string, ms: number) => {
    host().behave({ program: 'infacmd', command: 'DisableService', target: service, does: 'slow', ms });
    const job = await api().submit('POST', routes.change(service, 'stop'));
    await waitUntil(`the stop of ${service} runs`, () => host().count('DisableService', 'start', service) === 1);
    return job;
  };
  const endInTime = async (...apps: Running[]) => {
    const began = performance.now();
    for (const app of apps) app.signal('SIGTERM');
    for (const app of apps)
      expect({ app: app.plan.name, ...(await app.ended) }).toEqual({ app: app.plan.name, ...IN_ORDER });
    expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  };

  test('the worker waits for a job that ends soon, and tells its outcome itself', async () => {
    const { id } = await beginSlowStop(SERVICE, 3_000);
    await endInTime(stack().worker());
    const job = await api().read(id);
    expect(job.result).toMatchObject({ changed: true });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('the worker leaves a long job to the next one, which tells its outcome', async () => {
    const { id } = await beginSlowStop(OTHER_SERVICE, 26_000);
    await endInTime(stack().worker());
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expect(job.result).toMatchObject({ changed: true, before: { alive: true }, after: { alive: false } });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('the api ends with callers waiting; their jobs go on, and it tells their outcome when it is back', async () => {
    const { id } = await beginSlowStop(SERVICE, 3_000);
    const waiting = api()
      .ask('GET', `/v1/jobs/${id}`, { headers: { prefer: 'wait=30' } })
      .catch(() => 'hung up');
    await endInTime(stack().apiProcess);
    await waiting;
    await stack().startApi();
    const job = await api().ended(id);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('the api tells load balancers that it leaves while it still answers', async () => {
    stack().apiProcess.signal('SIGTERM');
    await waitUntil('it says so', async () => (await api().ask('GET', '/health/ready')).status === 503);
    expect((await api().ask('GET', routes.service(SERVICE))).status).toBe(202);
    expect(await stack().apiProcess.ended).toEqual(IN_ORDER);
    await stack().startApi();
  });

  test('without Redis both end in order too, and nothing is forgotten', async () => {
    const { id } = await api().run('POST', routes.change(SERVICE, 'stop'));
    await stack().parts.redis.process.kill();
    await endInTime(stack().worker(), stack().apiProcess);
    await stack().parts.redis.start();
    await stack().startApi();
    expect(await api().read(id)).toMatchObject({ status: 'succeeded' });
  });
});

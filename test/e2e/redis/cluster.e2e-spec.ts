import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { AclUsers } from '../../support/redis/acl-users.js';
import { RedisCluster } from '../../support/redis/redis-cluster.js';
import { useGround } from '../../support/redis/use-ground.js';
import { SERVICE, ZONE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

describe('Redis as a Cluster of three masters', () => {
  let cluster: RedisCluster;
  const ground = useGround();
  const users = AclUsers.make(ground.folder, '{etlaas}', [ZONE]);
  const { stack, api, host, test } = useStack(async () => {
    cluster = await RedisCluster.start(ground.processes, ground.folder, users.server);
    return { workers: [], settings: { ...cluster.settings, ...users.api } };
  });
  beforeAll(() => stack().startWorker('worker', users.workerOf(ZONE)));
  afterAll(() => cluster?.close());

  /** Who holds our keys, and so serves everything. */
  const holder = async () => {
    const sizes = await cluster.sizes();
    return cluster.servers[sizes.indexOf(Math.max(...sizes))];
  };

  test('the operations run to their results', async () => {
    expect((await api().run('GET', routes.services())).result).toMatchObject({ services: expect.any(Array) });
    expect((await api().run('GET', routes.service(SERVICE))).result).toMatchObject({ alive: true });
    const stop = await api().run('POST', routes.change(SERVICE, 'stop'));
    expectTruth(stack(), stop, { status: 'succeeded', effects: { DisableService: 1 } });
    expect((await api().run('POST', routes.change(SERVICE, 'start'))).result).toMatchObject({ changed: true });
    expect((await api().run('POST', routes.change(SERVICE, 'restart'))).result).toMatchObject({ changed: true });
    expect((await api().run('GET', routes.repositories())).status).toBe('succeeded');
    expect((await api().run('GET', routes.sessions())).status).toBe('succeeded');
    expect((await api().run('DELETE', routes.session('15'))).result).toMatchObject({ killed: [{}] });
    expect((await api().run('DELETE', routes.sessionsOf('bmoreau'))).status).toBe('succeeded');
  });

  test('the same key is the same job', async () => {
    const headers = { 'idempotency-key': 'cluster-1' };
    const first = await api().run('POST', routes.change(SERVICE, 'stop'), { headers });
    const again = await api().run('POST', routes.change(SERVICE, 'stop'), { headers });
    expect([again.id, host().count('DisableService', 'effect')]).toEqual([first.id, 1]);
  });

  test('a running job is cancelled, and the list has all jobs', async () => {
    host().behave({ program: 'infacmd', command: 'GetServiceStatus', does: 'slow', ms: 8_000 });
    const job = await api().submit('GET', routes.service(SERVICE));
    await waitUntil('it runs', async () => (await api().read(job.id)).status === 'running');
    await api().ask('POST', routes.cancel(job.id));
    expect((await api().ended(job.id)).status).toBe('cancelled');
    const { body } = await api().ask<{ jobs: Job[] }>('GET', '/v1/jobs?pageSize=2');
    expect(body.jobs.map(({ status }) => status)).toEqual(['cancelled', 'succeeded']);
  });

  test('readiness, workers and metrics are seen, all keys lie on one node, and nobody lacked a right', async () => {
    const ready = await api().ask<{ zones: object[] }>('GET', '/health/ready');
    expect([ready.status, ready.body.zones]).toEqual([
      200,
      expect.arrayContaining([expect.objectContaining({ zone: 'docker', workers: 1 })]),
    ]);
    const metrics = await fetch(new URL('/metrics', api().origin));
    expect(await metrics.text()).toMatch(/etlaas_queue_jobs\{zone="docker",state="completed"\} [1-9]/);
    expect((await cluster.sizes()).filter((size) => size > 0)).toHaveLength(1);
    for (const { client } of cluster.servers) expect(await client.call('ACL', 'LOG')).toEqual([]);
  });

  test('the node that holds the keys falls silent: 503 in two seconds; it comes back: work goes on', async () => {
    const node = await holder();
    const asked = async () => {
      const began = performance.now();
      const { status } = await api().ask('GET', routes.services());
      return { status, tookMs: performance.now() - began };
    };
    node?.process.signal('SIGSTOP');
    const refused = await Promise.all([asked(), asked()]);
    await waitUntil('the others have noticed', async () => (await asked()).status === 503);
    const later = await asked();
    node?.process.signal('SIGCONT');
    expect([...refused, later].map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(Math.max(...[...refused, later].map(({ tookMs }) => tookMs))).toBeLessThan(2_000);
    const key = { headers: { 'idempotency-key': 'after-silence' } };
    await waitUntil(
      'it is accepted again',
      async () => (await api().ask('GET', routes.services(), key)).status === 202,
    );
    const { body } = await api().ask('GET', routes.services(), key);
    expect((await api().ended(body.id)).status).toBe('succeeded');
  });
});

import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { AclUsers } from '../../support/redis/acl-users.js';
import { useGround } from '../../support/redis/use-ground.js';
import { FOREIGN_ZONE, SERVICE, ZONE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { RedisServer } from '../../support/stack/redis-server.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const REFUSED = /NOPERM|can't (access at least one of the keys|publish to the channel|run this command)/;

/** Commands with one place for a zone. */
const WITHIN_A_ZONE: readonly (readonly string[])[] = [
  ['HGETALL', 'etlaas:zone:@:job:one'],
  ['HSET', 'etlaas:zone:@:job:one', 'status', 'succeeded'],
  ['DEL', 'etlaas:zone:@:job:one'],
  ['ZADD', 'etlaas:zone:@:waiting', '1', 'one'],
  ['SET', 'etlaas:zone:@:worker:one', 'here'],
  ['SMEMBERS', 'etlaas:zone:@:workers'],
  ['LRANGE', 'etlaas:bull:informatica:@:wait', '0', '-1'],
  ['LPUSH', 'etlaas:bull:informatica:@:wait', 'one'],
  ['RPOPLPUSH', 'etlaas:bull:informatica:@:wait', 'etlaas:bull:informatica:@:active'],
  ['HGETALL', 'etlaas:bull:informatica:@:one'],
  ['EVAL', "return redis.call('HGETALL', KEYS[1])", '1', 'etlaas:zone:@:job:one'],
  ['EVAL', "return redis.call('HGETALL', 'etlaas:zone:@:job:one')", '0'],
  ['EVAL', "return redis.call('PUBLISH', 'etlaas:zone:@:events', 'one')", '0'],
  ['PUBLISH', 'etlaas:zone:@:control', 'one'],
  ['SUBSCRIBE', 'etlaas:zone:@:control'],
];

/** What no worker has a right to in any zone. */
const NOWHERE: readonly (readonly string[])[] = [
  ['KEYS', '*'],
  ['SCAN', '0'],
  ['RANDOMKEY'],
  ['DBSIZE'],
  ['FLUSHALL'],
  ['FLUSHDB'],
  ['CONFIG', 'GET', '*'],
  ['CONFIG', 'SET', 'appendonly', 'no'],
  ['ACL', 'LIST'],
  ['ACL', 'SETUSER', 'worker-vm', '~*'],
  ['CLIENT', 'LIST'],
  ['CLIENT', 'KILL', 'TYPE', 'normal'],
  ['MONITOR'],
  ['PSUBSCRIBE', '*'],
  ['PUBSUB', 'CHANNELS'],
  ['SCRIPT', 'FLUSH'],
  ['FUNCTION', 'FLUSH'],
  ['SHUTDOWN', 'NOSAVE'],
  ['REPLICAOF', 'NO', 'ONE'],
  ['LATENCY', 'RESET'],
  ['EVAL', "return redis.call('KEYS', '*')", '0'],
  ['EVAL', "return redis.call('FLUSHALL')", '0'],
  ['LRANGE', 'etlaas:jobs', '0', '-1'],
  ['GET', 'etlaas:idempotency:alice:one'],
  ['SET', 'etlaas:limit:reads:alice:1', '0'],
  ['GET', 'somebody:else'],
];

describe('Redis with the users of deploy/redis/acl', () => {
  const ground = useGround();
  const users = AclUsers.make(ground.folder, 'etlaas', [ZONE, FOREIGN_ZONE]);
  let server: RedisServer;
  const { stack, api, test } = useStack(async () => {
    server = await RedisServer.start(ground.processes, ground.folder, users.server);
    return { workers: [], settings: { REDIS_URL: server.url, ...users.api } };
  });
  beforeAll(async () => {
    await stack().startWorker('worker', users.workerOf(ZONE));
    const zone = { WORKER_ZONES: FOREIGN_ZONE, ZONE_KEYS: `${FOREIGN_ZONE}=${stack().apps.zoneKeys[FOREIGN_ZONE]}` };
    await stack().startWorker('other', { ...zone, ...users.workerOf(FOREIGN_ZONE) });
  });
  afterAll(() => server?.close());

  /** A connection that has the rights of a zone's worker. */
  const asWorkerOf = async (zone: string, work: (redis: Redis) => Promise<void>) => {
    const { REDIS_USERNAME: username, REDIS_PASSWORD: password } = users.workerOf(zone);
    const redis = new Redis(server.url, { username, password, disableClientInfo: true });
    await work(redis).finally(() => redis.disconnect());
  };
  const answerTo = async (redis: Redis, zone: string, line: readonly string[]): Promise<string> => {
    const [command = '', ...args] = line.map((word) => word.replaceAll('@', zone));
    return redis.call(command.toLowerCase(), ...args).then(
      () => 'done',
      (error: Error) => (REFUSED.test(error.message) ? 'refused' : error.message),
    );
  };

  test('api and workers have all the rights that they need', async () => {
    await server.client.call('ACL', 'LOG', 'RESET');
    expect((await api().run('GET', routes.service(SERVICE))).status).toBe('succeeded');
    const stop = await api().run('POST', routes.change(SERVICE, 'stop'), { headers: { 'idempotency-key': 'acl-1' } });
    expectTruth(stack(), stop, { status: 'succeeded', effects: { DisableService: 1 } });
    stack().parts.informatica.behave({ program: 'infacmd', command: 'GetServiceStatus', does: 'slow', ms: 8_000 });
    const slow = await api().submit('GET', routes.service(SERVICE));
    await waitUntil('it runs', async () => (await api().read(slow.id)).status === 'running');
    await api().ask('POST', routes.cancel(slow.id));
    expect((await api().ended(slow.id)).status).toBe('cancelled');
    expect((await api().ask('GET', '/v1/jobs')).status).toBe(200);
    expect((await api().ask('GET', '/queues/api/queues', { as: 'ops' })).status).toBe(200);
    const ready = await api().ask<{ zones: object[] }>('GET', '/health/ready');
    expect(ready.body.zones).toEqual([ZONE, FOREIGN_ZONE].map((zone) => expect.objectContaining({ zone, workers: 1 })));
    expect(await refusals()).toEqual([]);
  });

  /** Who was refused what, but that the board asks who is connected: it does without. */
  const refusals = async () => {
    const entries = (await server.client.call('ACL', 'LOG')) as string[][];
    const told = entries.map((entry) => [entry[entry.indexOf('username') + 1], entry[entry.indexOf('object') + 1]]);
    return told.filter(([, object]) => object !== 'client|list');
  };

  test('a restart of Redis loses nothing', async () => {
    const stopped = await api().run('POST', routes.change(SERVICE, 'stop'));
    const record = `etlaas:zone:${ZONE}:job:${stopped.id}`;
    const keys = ['etlaas:jobs', `etlaas:bull:informatica:${ZONE}:completed`];
    // Its end is told before the worker notes that Bull is done with it: that is the last that is written.
    await waitUntil('Bull is done with the job', async () => (await server.client.hexists(record, 'settled')) === 1);
    const held = async () => [
      await server.client.hgetall(record),
      ...(await Promise.all(keys.map((key) => server.client.zrange(key, 0, -1)))),
    ];
    const before = await held();
    await server.process.end();
    await server.start();
    expect(await held()).toEqual(before);
    const read = () => api().ask<{ status: string }>('GET', `/v1/jobs/${stopped.id}`);
    await waitUntil('the API is connected again', async () => (await read()).status !== 503);
    expect((await read()).body.status).toBe('succeeded');
  });

  test("a zone's worker reaches its own zone, and nothing of the other", () =>
    asWorkerOf(FOREIGN_ZONE, async (redis) => {
      for (const line of WITHIN_A_ZONE) expect([line, await answerTo(redis, ZONE, line)]).toEqual([line, 'refused']);
      for (const line of WITHIN_A_ZONE)
        expect([line, await answerTo(redis, FOREIGN_ZONE, line)]).toEqual([line, 'done']);
    }));

  test("a zone's worker has no right to what concerns everybody", () =>
    asWorkerOf(FOREIGN_ZONE, async (redis) => {
      for (const line of NOWHERE) expect([line, await answerTo(redis, '', line)]).toEqual([line, 'refused']);
    }));

  test('nobody is let in without a name, or with a wrong password, and no log tells a password', async () => {
    const unnamed = new Redis(server.url, { disableClientInfo: true, retryStrategy: () => null });
    unnamed.on('error', () => {});
    await expect(unnamed.get('etlaas:jobs')).rejects.toThrow(/NOAUTH/);
    unnamed.disconnect();
    const wrong = { ...users.workerOf(ZONE), REDIS_PASSWORD: 'a-wrong-password' };
    const stranger = stack().apps.beginWorker('stranger', wrong);
    await waitUntil('it is refused', () => !stranger.isRunning);
    expect(await stranger.ended).toEqual({ code: 1, signal: null });
    expect(stranger.log).toContain('worker cannot start. ');
    expect(stranger.log).toContain(`REDIS_PASSWORD: Redis refuses worker-${ZONE} (WRONGPASS)`);
    expect(stranger.log).not.toContain('at parseError');
    expect(stack().processes.everything).not.toMatch(/a-wrong-password|password-of-/);
  });
});

import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../../platform/src/testing/free-port.js';
import { RedisServer } from '../testing/redis-server.js';
import { GatheringRedis } from './gathering-redis.js';
import { connect, type RedisClient } from './redis-client.js';

let server: RedisServer;
let redis: RedisClient;

beforeAll(async () => {
  const port = await freePort();
  server = await RedisServer.start('--port', String(port));
  redis = connect(
    { way: { kind: 'one', node: { host: '127.0.0.1', port }, database: 0 }, login: {} } as never,
    'working',
  );
  await redis.ping();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const socket = () => (redis as GatheringRedis).stream;

it('writes the commands of one turn together when it ends, in their order', async () => {
  const answers = [redis.set('a', '1'), redis.append('a', '2'), redis.get('a')];
  expect(socket().writableCorked).toBe(1);
  await turn();
  expect(socket().writableCorked).toBe(0);
  expect(await Promise.all(answers)).toEqual(['OK', 2, '12']);
});

it('writes what comes later by itself', async () => {
  await redis.set('a', '1');
  expect(await redis.get('a')).toBe('1');
});

it('sends what it has when it is closed in that turn', async () => {
  const other = (redis as GatheringRedis).duplicate();
  await other.ping();
  await Promise.all([other.set('b', '1'), other.quit()]);
  expect(await redis.get('b')).toBe('1');
});

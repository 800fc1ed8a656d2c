import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Redis } from 'ioredis';
import { RedisServer } from './redis-server.js';

/** A real Redis for the tests of a file, empty before each: its connection is handed over once, before all of them. */
export function useRedis(take: (redis: Redis) => void): void {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = server.connect();
    take(redis);
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { RedisServer } from '../testing/redis-server.js';
import { JobLog, LOG_START } from './job-log.js';

const keys = new QueueKeys('t');
let server: RedisServer;
let redis: RedisClient;
let log: JobLog;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  log = new JobLog(redis, keys);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('the log of a job', () => {
  it('is read on from any place, and ends', async () => {
    for (const text of ['a', 'b', 'c']) await log.append('vm', 'j', text);
    const all = await log.after('vm', 'j', LOG_START);
    expect(all.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(await log.after('vm', 'j', all[1]?.position ?? '')).toEqual([all[2]]);
    expect(await log.after('vm', 'j', all[2]?.position ?? '')).toEqual([]);
    expect(await log.after('vm', 'other', LOG_START)).toEqual([]);
  });

  it('is bounded, and goes by itself', async () => {
    for (let count = 0; count < 2_000; count += 1) await log.append('vm', 'j', String(count));
    expect(await redis.xlen(keys.log('vm', 'j'))).toBeLessThan(700);
    expect(await redis.pttl(keys.log('vm', 'j'))).toBeGreaterThan(3_500_000);
  });

  it('tells the worker that somebody watches', async () => {
    const worker = server.connect();
    const heard = new Promise((resolve) => worker.on('message', (...message) => resolve(message)));
    await worker.subscribe(keys.control('vm'));
    expect(await log.isWatched('vm', 'j')).toBe(false);
    await log.watch('vm', 'j');
    expect(await heard).toEqual([keys.control('vm'), 'j']);
    expect(await log.isWatched('vm', 'j')).toBe(true);
    worker.disconnect();
  });
});

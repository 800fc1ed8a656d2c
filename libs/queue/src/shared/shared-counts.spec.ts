import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { QueueKeys } from '../keys.js';
import { RedisServer } from '../testing/redis-server.js';
import { SharedCounts, type Usage } from './shared-counts.js';

const keys = new QueueKeys('t');
const WHO = 'service:one*';

let server: RedisServer;
let redis: Redis;
let away: Redis;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  away = new Redis('/nowhere/redis.sock', { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  away.on('error', () => undefined);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  away.disconnect();
  await server.stop();
});

const aUsage = (overrides: Partial<Usage> = {}): Usage => ({
  limit: 'writes',
  who: WHO,
  window: 7,
  endsAt: Date.now() + 60_000,
  used: 0,
  unsent: 0,
  ...overrides,
});

/** As a limit does it. */
function use(counts: SharedCounts, usage: Usage, times = 1): void {
  for (let time = 0; time < times; time += 1) {
    usage.used += 1;
    usage.unsent += 1;
    counts.tell(usage);
  }
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let look = 0; look < 250 && !(await isSo()); look += 1) await sleep(20);
  expect(await isSo()).toBe(true);
}

const counted = async (): Promise<number> => Number(await redis.get(keys.consumption('writes', WHO, 7)));

describe('shared counts', () => {
  it('of two processes become one, which both learn', async () => {
    const [one, other] = [aUsage(), aUsage()];
    use(new SharedCounts(redis, keys), one, 3);
    await until(async () => (await counted()) === 3);
    use(new SharedCounts(redis, keys), other, 2);
    await until(() => other.used === 5);
    expect(await counted()).toBe(5);
    expect([one.used, one.unsent, other.unsent]).toEqual([3, 0, 0]);
  });

  it('go to Redis as one command for each caller and tenth of a second', async () => {
    const counts = new SharedCounts(redis, keys);
    const usage = aUsage();
    await redis.config('RESETSTAT');
    use(counts, usage);
    await until(async () => (await counted()) === 1);
    use(counts, usage, 500);
    await until(async () => (await counted()) === 501);
    expect(usage.used).toBe(501);
    expect(/cmdstat_incrby:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1]).toBe('2');
  });

  it('do not outlive their window by much', async () => {
    use(new SharedCounts(redis, keys), aUsage());
    await until(async () => (await counted()) === 1);
    await until(async () => (await redis.pttl(keys.consumption('writes', WHO, 7))) > 60_000);
    expect(await redis.keys('*')).toEqual(['t:limit:writes:service%3Aone*:7']);
  });

  it('stay here while Redis is away, and never become less', async () => {
    const usage = aUsage();
    const counts = new SharedCounts(away, keys);
    use(counts, usage, 4);
    await until(() => usage.unsent === 0);
    use(counts, usage);
    expect(usage.used).toBe(5);
    use(new SharedCounts(redis, keys), usage);
    await until(async () => (await counted()) > 0);
    expect(usage.used).toBe(6);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { QueueKeys } from '../keys.js';
import { useRedis } from '../testing/use-redis.js';
import { type RecentRefusal, RecentRefusals } from './recent-refusals.js';

const keys = new QueueKeys('t');
let redis: Redis;
useRedis((one) => {
  redis = one;
});

let refusals: RecentRefusals;
beforeEach(() => {
  refusals = new RecentRefusals(redis, keys);
});

const aRefusal = (overrides: Partial<RecentRefusal> = {}): RecentRefusal => ({
  at: '2026-01-31T08:00:00.000Z',
  correlationId: 'one',
  login: 'alice',
  route: 'GET /v1/zones',
  status: 403,
  reason: 'Only members of the ops group may do this.',
  ...overrides,
});

async function told(count: number): Promise<RecentRefusal[]> {
  for (;;) {
    const found = await refusals.newest(1_000);
    if (found.length >= count) return found;
    await sleep(20);
  }
}

describe('recent refusals', () => {
  it('are told to all processes, the newest first', async () => {
    refusals.note(aRefusal({ login: 'alice' }));
    refusals.note(aRefusal({ login: 'bob', trigram: 'MAE', domain: 'DOM_A' }));
    await told(2);
    const other = new RecentRefusals(redis, keys);
    expect(await other.newest(1)).toEqual([aRefusal({ login: 'bob', trigram: 'MAE', domain: 'DOM_A' })]);
  });

  it('are at most a hundred, however many there were, and end', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let one = 0; one < 90; one += 1) refusals.note(aRefusal({ correlationId: `${round}-${one}` }));
      await told(Math.min(100, 90 * (round + 1)));
      for (;;) if ((await refusals.newest(1))[0]?.correlationId === `${round}-89`) break;
    }
    expect(await redis.llen(keys.refusals())).toBe(100);
    expect(await redis.pttl(keys.refusals())).toBeGreaterThan(0);
  });

  it('keep no long text, and leave out what is not of ours', async () => {
    await redis.lpush(keys.refusals(), 'nothing', '{"at":1}', 'null', JSON.stringify({ ...aRefusal(), trigram: {} }));
    refusals.note(aRefusal({ login: 'x'.repeat(10_000) }));
    const [first, second, ...more] = await told(2);
    expect(first?.login).toHaveLength(240);
    expect([second, more]).toEqual([aRefusal(), []]);
  });

  it('are left out while Redis is away, and nobody is told of that', async () => {
    const away = new Redis('/nowhere/redis.sock', { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    away.on('error', () => undefined);
    const asked = jest.spyOn(away, 'pipeline');
    const lost = new RecentRefusals(away, keys);
    lost.note(aRefusal());
    while (asked.mock.calls.length === 0) await sleep(20);
    await expect(lost.newest(1)).rejects.toThrow();
    away.disconnect();
  });
});

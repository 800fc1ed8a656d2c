import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SharedCounts, Usage } from '#libs/queue';
import { RateLimit } from './rate-limit.js';

const QUOTA = 3;
const WINDOW_MS = 60_000;

let nowMs: number;
let told: Usage[];
let limit: RateLimit;

beforeEach(() => {
  nowMs = 1_800_000_000_000;
  told = [];
  const counts = { tell: (usage: Usage) => void told.push(usage) } as unknown as SharedCounts;
  limit = new RateLimit({ name: 'writes', quota: QUOTA }, counts, () => nowMs);
});

const takes = (count: number, who = 'alice') => Array.from({ length: count }, () => limit.take(who));

describe('a rate limit', () => {
  it('lets the quota through, exactly, and says what is left', () => {
    expect(takes(5).map(({ isAllowed, remaining }) => [isAllowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
      [false, 0],
    ]);
  });

  it('tells Redis of what was let through, and of nothing else', () => {
    takes(5);
    expect(told).toHaveLength(QUOTA);
    expect(told[0]).toMatchObject({ limit: 'writes', who: 'alice', used: QUOTA, unsent: QUOTA });
  });

  it('counts each caller by itself', () => {
    takes(4);
    expect(limit.take('bob').isAllowed).toBe(true);
  });

  it('opens again when it said it would, and not a second before', () => {
    const { resetS } = takes(4)[3] ?? { resetS: 0 };
    expect(resetS).toBeGreaterThan(0);
    expect(resetS).toBeLessThanOrEqual(60);
    nowMs += (resetS - 1) * 1000 - 1;
    expect(limit.take('alice').isAllowed).toBe(false);
    nowMs += 1001;
    expect(limit.take('alice')).toMatchObject({ isAllowed: true, remaining: 2 });
  });

  it('turns the window of different callers at different times', () => {
    const turns = ['alice', 'bob', 'carol', 'dave'].map((who) => limit.take(who).resetS);
    expect(new Set(turns).size).toBeGreaterThan(1);
  });

  it('knows of what others let through as soon as it is learnt', () => {
    takes(1);
    Object.assign(told[0] ?? {}, { used: QUOTA });
    expect(limit.take('alice').isAllowed).toBe(false);
  });

  it('looks without taking', () => {
    for (let times = 0; times < 5; times += 1) expect(limit.look('alice')).toMatchObject({ isAllowed: true });
    takes(QUOTA);
    expect(limit.look('alice')).toMatchObject({ isAllowed: false, remaining: 0 });
    nowMs += WINDOW_MS;
    expect(limit.look('alice')).toMatchObject({ isAllowed: true, remaining: QUOTA });
    expect(told).toHaveLength(QUOTA);
  });

  it('forgets the idle, and remembers 10,000 at most', () => {
    for (let who = 0; who < 12_000; who += 1) limit.take(`caller-${who}`);
    expect(limit.size).toBe(10_000);
    nowMs += 2 * WINDOW_MS;
    limit.take('alice');
    expect(limit.size).toBe(1);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { QueueKeys } from '../keys.js';
import { aJob } from '../testing/a-job.js';
import { useRedis } from '../testing/use-redis.js';
import { deadlineOf } from './job-deadline.js';
import { JobStore } from './job-store.js';

const STRICT = { startWithinMs: 60_000, keptForMs: 7_200_000, verifyWithinMs: 1_000 };
const TIMES = { ...STRICT, notAfterMaxMs: 3_600_000 };

let redis: Redis;
let store: JobStore;

useRedis((client) => {
  redis = client;
});
beforeEach(() => {
  store = new JobStore(redis, new QueueKeys('t'), ['docker'], TIMES);
});

/** By Redis' clock, whatever ours says. */
const ahead = async (ms: number): Promise<string> => new Date((await store.now()) + ms).toISOString();

const refusal = (rule: RegExp) => ({
  code: 'VALIDATION_FAILED',
  errors: [{ parameter: 'notAfter', detail: expect.stringMatching(rule) }],
});

describe('the deadline that a caller wishes', () => {
  it('is the deadline of the job, and by it the job expires', async () => {
    const job = aJob();
    const notAfter = await ahead(1_800_000);
    expect(await store.accept(job, { notAfter })).toMatchObject({ kind: 'accepted', notAfter });
    expect(await store.find(job.id)).toMatchObject({ status: 'queued', notAfter });
    expect(await redis.zscore(new QueueKeys('t').waiting('docker'), job.id)).toBe(String(Date.parse(notAfter)));
  });

  it.each([
    [-1, /^must lie ahead; now, by the clock of the queue, is \d{4}-.*Z$/],
    [3_660_000, /^must be at most 3600 s ahead/],
  ])('is refused where it lies %i ms ahead, and nothing is left of the job', async (ms, rule) => {
    const notAfter = await ahead(ms);
    await expect(store.accept(aJob(), { notAfter })).rejects.toMatchObject(refusal(rule));
    expect(await redis.keys('*')).toEqual([]);
  });

  it('is refused where it is no instant', async () => {
    await expect(store.accept(aJob(), { notAfter: 'never' })).rejects.toMatchObject(refusal(/^must lie ahead/));
  });

  it('lies at most as far ahead as jobs usually wait, where no more is set', async () => {
    const strict = new JobStore(redis, new QueueKeys('t'), ['docker'], STRICT);
    await expect(strict.accept(aJob(), { notAfter: await ahead(120_000) })).rejects.toMatchObject(refusal(/60 s/));
  });

  it('is not looked at again in a repeat with the same key: that is the job that there is', async () => {
    const idempotency = { key: 'k', fingerprint: 'f' };
    const job = aJob();
    await store.accept(job, { idempotency, notAfter: await ahead(1_000) });
    const repeated = await store.accept(aJob(), { idempotency, notAfter: await ahead(-1) });
    expect(repeated).toMatchObject({ kind: 'known', id: job.id });
  });

  it('is told beforehand as accepting would', async () => {
    const nowMs = Date.parse('2026-01-10T20:00:00Z');
    expect(deadlineOf(undefined, nowMs, TIMES)).toBe('2026-01-10T20:01:00.000Z');
    expect(deadlineOf('2026-01-10T20:15:00Z', nowMs, TIMES)).toBe('2026-01-10T20:15:00.000Z');
    for (const wished of ['2026-01-10T20:00:00Z', '2026-01-10T21:00:01Z', 'never']) {
      expect(() => deadlineOf(wished, nowMs, TIMES)).toThrow(/notAfter/);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { aJob, claimed } from '../testing/a-job.js';
import { useRedis } from '../testing/use-redis.js';
import { isFinal, type JobOutcome } from './job.js';
import { JobStore } from './job-store.js';

const keys = new QueueKeys('t');
const NOBODY_KNOWS = { error: { code: 'OUTCOME_UNKNOWN', detail: 'Nobody knows.' } } as JobOutcome;
const A_WHILE = expect.any(Number);
let redis: RedisClient;

const storeWith = (verifyWithinMs: number) =>
  new JobStore(redis, keys, ['docker'], { startWithinMs: 60_000, keptForMs: 600_000, verifyWithinMs });

useRedis((client) => {
  redis = client;
});

async function runningJob(store: JobStore) {
  const job = aJob();
  await store.accept(job);
  await store.claim(claimed(job), 'w1');
  return job;
}

describe('a job whose outcome is unknown', () => {
  it('has not ended: it is delivered again, and a truth that is found replaces the doubt', async () => {
    const store = storeWith(60_000);
    const job = await runningJob(store);
    expect(await store.doubt(job, NOBODY_KNOWS)).toEqual({ isOpen: true, isFirst: true });
    const doubted = await store.find(job.id);
    expect(doubted).toMatchObject({ status: 'unknown', ...NOBODY_KNOWS, verifyUntil: expect.any(String) });
    expect(doubted && isFinal(doubted)).toBe(false);

    const claim = await store.claim(claimed(job), 'w2');
    expect(claim.kind).toBe('again');
    expect(claim.verifyLeftMs).toBeGreaterThan(50_000);
    expect([await store.inDoubt('docker'), await store.inDoubt('vm')]).toEqual([1, 0]);
    expect((await store.find(job.id))?.status).toBe('unknown');

    expect(await store.finish(job, 'succeeded', { result: { changed: true } })).toEqual({
      isEnded: true,
      sharers: [],
      ranMs: A_WHILE,
    });
    const ended = await store.find(job.id);
    expect(ended).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(ended).not.toHaveProperty('error');
    expect(ended && isFinal(ended)).toBe(true);
    expect(await store.inDoubt('docker')).toBe(0);
  });

  it('keeps its first deadline however often it is doubted, and may then end unknown', async () => {
    const store = storeWith(60_000);
    const job = await runningJob(store);
    await store.doubt(job, NOBODY_KNOWS);
    const until = (await store.find(job.id))?.verifyUntil;
    expect(await store.doubt(job, NOBODY_KNOWS)).toEqual({ isOpen: true, isFirst: false });
    expect((await store.find(job.id))?.verifyUntil).toBe(until);
    await redis.hset(keys.job('docker', job.id), 'verifyUntil', Date.now() - 1);
    expect((await store.claim(claimed(job), 'w2')).verifyLeftMs).toBeLessThan(0);
    expect((await store.doubt(job, NOBODY_KNOWS)).isOpen).toBe(false);
    expect(await store.finish(job, 'unknown', NOBODY_KNOWS)).toEqual({ isEnded: true, sharers: [], ranMs: A_WHILE });
    expect(await store.find(job.id)).toMatchObject({ status: 'unknown', finishedAt: expect.any(String) });
    expect((await store.claim(claimed(job), 'w3')).kind).toBe('unknown');
  });

  it('keeps its target', async () => {
    const store = storeWith(60_000);
    const job = await runningJob(store);
    await store.doubt(job, NOBODY_KNOWS);
    const other = aJob({ target: job.target });
    expect(await store.accept(other)).toEqual({ kind: 'busy', holder: job.id });
    await store.finish(job, 'failed', {});
    expect((await store.accept(other)).kind).toBe('accepted');
  });

  it('is not verified where its end was asked for, nor doubted once it has ended', async () => {
    const store = storeWith(60_000);
    const job = await runningJob(store);
    await store.requestCancel('docker', job.id);
    expect((await store.doubt(job, NOBODY_KNOWS)).isOpen).toBe(false);
    await store.finish(job, 'succeeded', {});
    expect((await store.doubt(job, NOBODY_KNOWS)).isOpen).toBe(false);
    expect((await store.find(job.id))?.status).toBe('succeeded');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { QueueKeys } from '../keys.js';
import { aJob, claimed } from '../testing/a-job.js';
import { useRedis } from '../testing/use-redis.js';
import { JobStore } from './job-store.js';

const keys = new QueueKeys('t');
const ZONES = ['docker', 'vm'];
const A_WHILE = expect.any(Number);
let redis: Redis;

const storeWith = (startWithinMs: number) =>
  new JobStore(redis, keys, ZONES, { startWithinMs, keptForMs: 60_000, verifyWithinMs: 60_000 });

useRedis((client) => {
  redis = client;
});

describe('a job record', () => {
  it('is accepted, claimed once as the first, and finished for ever', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    await store.accept(job);
    expect(await store.find(job.id)).toMatchObject({ ...job, status: 'queued', revision: 1 });
    await redis.hincrby(keys.job('docker', job.id), 'createdAt', -5_000);
    const first = await store.claim(claimed(job), 'w1');
    expect([first.kind, Math.round((first.waitedMs ?? 0) / 1_000)]).toEqual(['first', 5]);
    const second = await store.claim(claimed(job), 'w2');
    expect([second.kind, second.waitedMs]).toEqual(['again', undefined]);
    expect(await store.finish(job, 'succeeded', { result: { changed: true } })).toEqual({
      isEnded: true,
      sharers: [],
      ranMs: A_WHILE,
    });
    expect(await store.finish(job, 'failed', {})).toEqual({ isEnded: false, sharers: [] });
    expect((await store.claim(claimed(job), 'w3')).kind).toBe('succeeded');
    expect(await store.find(job.id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
  });

  it('that has ended is told from one that was queued again: by whether Bull was done with it', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    const kindOf = async () => (await store.claim(claimed(job), 'w')).kind;
    await store.accept(job);
    await store.settle('docker', job.id);
    expect(await kindOf()).toBe('first');
    await store.settle('docker', job.id);
    expect(await kindOf()).toBe('again');
    await store.finish(job, 'succeeded', {});
    expect([await kindOf(), await kindOf()]).toEqual(['succeeded', 'succeeded']);
    await store.settle('docker', job.id);
    expect([await kindOf(), await kindOf()]).toEqual(['replayed', 'replayed']);
    expect(await store.find(job.id)).toMatchObject({ status: 'succeeded' });
  });

  it('is not made by a note about a job that does not exist', async () => {
    await storeWith(60_000).settle('docker', aJob().id);
    expect(await redis.keys('*')).toEqual([]);
  });

  it('is found whatever its zone, and unknown where there is none', async () => {
    const store = storeWith(60_000);
    const job = aJob({ target: { ...aJob().target, zone: 'vm' } });
    await store.accept(job);
    expect((await store.find(job.id))?.target.zone).toBe('vm');
    expect(await store.find(aJob().id)).toBeUndefined();
    expect((await store.claim(claimed(aJob()), 'w')).kind).toBe('missing');
  });

  it('counts in the backlog of its zone, waiting or running, until it has ended or is too late', async () => {
    const store = storeWith(60_000);
    const [first, second] = [aJob(), aJob()];
    await store.accept(first);
    await store.accept(second);
    const since = (await store.find(first.id))?.createdAt;
    expect(await store.backlog('docker')).toEqual({ waiting: 2, running: 0, oldestWaitingSince: since });
    await store.claim(claimed(first), 'w');
    const { oldestWaitingSince, ...counts } = await store.backlog('docker');
    expect([counts, oldestWaitingSince]).toEqual([
      { waiting: 1, running: 1 },
      (await store.find(second.id))?.createdAt,
    ]);
    await store.finish(first, 'succeeded', {});
    await store.finish(second, 'cancelled', {});
    await storeWith(-1).accept(aJob());
    expect([await store.backlog('docker'), await store.backlog('vm')]).toEqual([
      { waiting: 0, running: 0 },
      { waiting: 0, running: 0 },
    ]);
  });

  it('past its notAfter reads as expired without a worker, and cannot be claimed', async () => {
    const store = storeWith(-1);
    const job = aJob();
    await store.accept(job);
    expect(await store.find(job.id)).toMatchObject({ status: 'expired', error: { code: 'JOB_EXPIRED' } });
    const { notAfter = '' } = (await store.find(job.id)) ?? {};
    expect((await store.claim({ ...job, notAfter }, 'w')).kind).toBe('late');
    expect(await store.overdue('docker', 10)).toEqual([job.id]);
    await store.finish(job, 'expired', {}, 'queued');
    expect(await store.overdue('docker', 10)).toEqual([]);
  });

  it('is cancelled only while queued; a running one is asked', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    await store.accept(job);
    await store.claim(claimed(job), 'w');
    expect(await store.finish(job, 'cancelled', {}, 'queued')).toEqual({ isEnded: false, sharers: [] });
    expect(await store.isCancelRequested('docker', job.id)).toBe(false);
    expect(await store.requestCancel('docker', job.id)).toBe('running');
    expect(await store.isCancelRequested('docker', job.id)).toBe(true);
    expect((await store.find(job.id))?.cancelRequestedAt).toMatch(/^\d{4}-/);
  });

  it('keeps empty lists and large results as they were', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    await store.accept(job);
    const result = { killed: [], text: 'ü'.repeat(10_000), n: 1.5 };
    await store.finish(job, 'succeeded', { result });
    expect((await store.find(job.id))?.result).toEqual(result);
  });
});

describe('an idempotency key', () => {
  const idempotency = { key: 'k', fingerprint: 'f' };

  it('finds the job of the first request, for its owner only', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    await store.accept(job, { idempotency });
    expect(await store.accept(aJob(), { idempotency })).toEqual({
      kind: 'known',
      fingerprint: 'f',
      zone: 'docker',
      id: job.id,
    });
    const other = aJob({ requestedBy: { subject: 'bob', login: 'bob' } });
    expect((await store.accept(other, { idempotency })).kind).toBe('accepted');
  });

  it('lets one of many simultaneous requests through', async () => {
    const store = storeWith(60_000);
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.accept(aJob(), { idempotency })));
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  });
});

describe('a record put back into Redis', () => {
  it('does not make an old job run: the signed deadline counts', async () => {
    const store = storeWith(60_000);
    const job = aJob();
    await store.accept(job);
    expect((await store.claim({ ...job, notAfter: '2020-01-01T00:00:00.000Z' }, 'w')).kind).toBe('late');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { QueueKeys } from '../keys.js';
import { aJob, claimed } from '../testing/a-job.js';
import { listsByRecords, listsIn } from '../testing/index-truth.js';
import { useRedis } from '../testing/use-redis.js';
import { JobRetention } from './job-retention.js';
import { JobStore } from './job-store.js';

const DAY_MS = 86_400_000;
const keys = new QueueKeys('t');
let redis: Redis;

useRedis((client) => {
  redis = client;
});

const partsWith = (keptForMs: number, rememberedForMs = 90 * DAY_MS, startWithinMs = 60_000) => {
  const store = new JobStore(redis, keys, ['docker', 'vm'], { startWithinMs, keptForMs, verifyWithinMs: 60_000 });
  return { store, retention: new JobRetention(redis, keys, store, rememberedForMs) };
};

async function expectTruth(): Promise<void> {
  expect(await listsIn(redis)).toEqual(await listsByRecords(redis, keys));
}

describe('the lists', () => {
  it('agree with the records on every way of a job', async () => {
    const { store, retention } = partsWith(-1);
    const late = partsWith(60_000, 0, -1).store;
    const jobs = Array.from({ length: 6 }, () => aJob());
    const [ended, cancelled, expired, doubted, running, repeated] = jobs as [(typeof jobs)[0], ...typeof jobs];
    const steps: (() => Promise<unknown>)[] = [
      () => store.accept(ended),
      () => store.claim(claimed(ended), 'w'),
      () => store.claim(claimed(ended), 'w2'),
      () => store.finish(ended, 'succeeded', {}),
      () => store.finish(ended, 'failed', {}),
      () => store.accept(cancelled as never),
      () => store.finish(cancelled as never, 'cancelled', {}, 'queued'),
      () => late.accept(expired as never),
      () => late.finish(expired as never, 'expired', {}, 'queued'),
      () => store.accept(doubted as never),
      () => store.claim(claimed(doubted as never), 'w'),
      () => store.doubt(doubted as never, {}),
      () => store.claim(claimed(doubted as never), 'w'),
      () => store.finish(doubted as never, 'succeeded', {}),
      () => store.accept(running as never),
      () => store.claim(claimed(running as never), 'w'),
      () => store.accept(repeated as never),
      () => store.accept(repeated as never),
      () => retention.forget('docker', 1),
      () => retention.forget('docker', 10),
    ];
    for (const step of steps) {
      await step();
      await expectTruth();
    }
    expect(await Promise.all(jobs.map(async ({ id }) => (await store.find(id))?.status))).toEqual([
      undefined,
      undefined,
      'expired',
      undefined,
      'running',
      'queued',
    ]);
  });

  it('agree with them while many take the same steps at once, and nothing is left at the end', async () => {
    const { store, retention } = partsWith(-1, 0);
    const lives = Array.from({ length: 60 }, async (_, number) => {
      const login = number % 2 ? 'alice' : 'bob';
      const job = aJob({ requestedBy: { subject: login, login } }, `INT_${number % 7}`);
      if ((await store.accept(job)).kind !== 'accepted') return;
      await Promise.all([store.claim(claimed(job), 'w'), store.finish(job, 'cancelled', {}, 'queued')]);
      await Promise.all([store.finish(job, 'failed', {}), store.doubt(job, {}), retention.forget('docker', 5)]);
    });
    await Promise.all(lives);
    await expectTruth();
    while ((await retention.forget('docker', 50)) > 0);
    await expectTruth();
    const left = [keys.lastPosition(), keys.generation('docker', 'dom_a/development')];
    expect((await redis.keys('*')).sort()).toEqual(left.sort());
  });
});

describe('a record', () => {
  it('does not end before the job: its time begins with the end', async () => {
    const { store, retention } = partsWith(60_000);
    const job = aJob();
    await store.accept(job);
    await store.claim(claimed(job), 'w');
    for (const key of await redis.keys('*')) expect([key, await redis.pttl(key)]).toEqual([key, -1]);
    await store.finish(job, 'succeeded', { result: 1 });
    expect(await retention.forget('docker', 10)).toBe(0);
    const due = Number(await redis.zscore(keys.ended('docker'), job.id));
    const { finishedAt = '' } = (await store.find(job.id)) ?? {};
    expect(due).toBe(Date.parse(finishedAt) + 60_000);
    await redis.zadd(keys.ended('docker'), Date.now() - 1, job.id);
    expect(await retention.forget('docker', 10)).toBe(1);
    expect(await store.find(job.id)).toBeUndefined();
  });

  it('that tells of another job is forgotten like any other', async () => {
    const { store, retention } = partsWith(-1);
    const job = aJob();
    await store.accept(job);
    await store.finish(job, 'failed', {});
    await redis.hset(keys.job('docker', job.id), 'accepted', JSON.stringify(aJob()));
    expect(await retention.forget('docker', 10)).toBe(1);
    expect(await redis.exists(keys.job('docker', job.id), keys.ended('docker'))).toBe(0);
    // Else it would be counted for ever.
    expect(await redis.keys('*:cell:*')).toEqual([]);
  });
});

describe('a forgotten job', () => {
  it('is remembered by who could see it, and by nothing else of it', async () => {
    const { store, retention } = partsWith(-1);
    const job = aJob({ requestedBy: { subject: 'auth0|a b', login: 'alice' } });
    await store.accept(job);
    await store.finish(job, 'failed', { result: 'text' });
    expect(await retention.find(job.id)).toBeUndefined();
    await retention.forget('docker', 10);
    const { zone, trigram, domain, environment } = job.target;
    const who = { requestedBy: { subject: 'auth0|a b' }, target: { zone, trigram, domain, environment } };
    expect(await retention.find(job.id)).toEqual(who);
    expect(await retention.find(aJob().id)).toBeUndefined();
    const [key = ''] = await redis.keys('t:forgotten:*');
    const left = await redis.pttl(key);
    expect([left > 89 * DAY_MS, left <= 90 * DAY_MS]).toEqual([true, true]);
  });

  it('is still found in the last week of its time', async () => {
    const { retention } = partsWith(-1);
    const { id } = aJob();
    const period = Math.floor((Date.now() - 90 * DAY_MS) / (7 * DAY_MS));
    await redis.hset(keys.forgotten(period, id), Buffer.from(id.replaceAll('-', ''), 'hex') as never, 'vm/T/D/E bob');
    expect(await retention.find(id)).toMatchObject({ requestedBy: { subject: 'bob' }, target: { zone: 'vm' } });
  });

  it('is not remembered where that is set so', async () => {
    const { store, retention } = partsWith(-1, 0);
    const job = aJob();
    await store.accept(job);
    await store.finish(job, 'failed', {});
    await retention.forget('docker', 10);
    expect(await retention.find(job.id)).toBeUndefined();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { AcceptedJob } from '../jobs/job.js';
import { JobStore } from '../jobs/job-store.js';
import { CALLBACK_DUE } from '../jobs/script-parts.js';
import { QueueKeys } from '../keys.js';
import { aJob, claimed } from '../testing/a-job.js';
import { RedisServer } from '../testing/redis-server.js';
import { CallbackStore, type DueCallback, type Take } from './callback-store.js';

const keys = new QueueKeys('t');
const ZONES = ['docker', 'vm'];
const RECEIVER = 'ops.example:8443';
const KEPT_MS = 60_000;
const MADE = { at: '2026-01-01T00:00:00.000Z', status: 500 };
let server: RedisServer;
let redis: Redis;
let jobs: JobStore;
let callbacks: CallbackStore;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  jobs = new JobStore(redis, keys, ZONES, { startWithinMs: KEPT_MS, keptForMs: KEPT_MS, verifyWithinMs: KEPT_MS });
  callbacks = new CallbackStore(redis, keys, ZONES, KEPT_MS);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const accepted = async (receiver: string | undefined = RECEIVER, zone = 'docker'): Promise<AcceptedJob> => {
  const callback = receiver && { url: `https://${receiver}/jobs`, receiver };
  const job = aJob({ target: { ...aJob().target, zone }, ...(callback && { callback }) });
  await jobs.accept(job);
  return job;
};
const ended = async (...of: Parameters<typeof accepted>): Promise<AcceptedJob> => {
  const job = await accepted(...of);
  await jobs.finish(job, 'succeeded', { result: 1 });
  return job;
};
const taken = (take: Take): DueCallback => {
  if ('due' in take) return take.due;
  throw new Error(`nothing is due, but in ${take.nextInMs} ms`);
};
const takeFor = async (leaseMs: number) => taken(await callbacks.take([RECEIVER], leaseMs));

describe('the callback of a job', () => {
  it('is due once the job has ended, and not before', async () => {
    const job = await accepted();
    expect(await callbacks.take([RECEIVER], 1_000)).toEqual({ nextInMs: undefined });
    await jobs.finish(job, 'failed', {});
    expect(await takeFor(1_000)).toMatchObject({ id: job.id, zone: 'docker', receiver: RECEIVER });
  });

  it('is due once, however often the job is ended', async () => {
    const job = await ended();
    await jobs.finish(job, 'failed', {});
    expect(await callbacks.waiting([RECEIVER])).toBe(1);
  });

  it('is not there without one, whatever a caller writes into its input', async () => {
    const job = aJob({ input: { service: '"callback":{"receiver":"x"}' } });
    await jobs.accept(job);
    await jobs.finish(job, 'succeeded', {});
    expect(await redis.keys('*callback*')).toEqual([]);
  });

  it('is told of among the events of its zone, together with the end', async () => {
    const heard: string[] = [];
    const listening = server.connect();
    await listening.subscribe(keys.events('docker'));
    listening.on('message', (_, message) => heard.push(message));
    const job = await ended();
    await listening.ping();
    listening.disconnect();
    expect(heard.slice(-2)).toEqual([job.id, CALLBACK_DUE]);
  });

  it('is found in every zone; those of receivers that are not asked for wait', async () => {
    const [other, ours] = [await ended('other.example'), await ended(RECEIVER, 'vm')];
    expect(await takeFor(1_000)).toMatchObject({ id: ours.id, zone: 'vm' });
    expect(taken(await callbacks.take(['other.example'], 1_000)).id).toBe(other.id);
    expect(await callbacks.take([], 1_000)).toEqual({ nextInMs: undefined });
  });

  it('is due for each of those who shared a reading, and at once for whoever is told a recent one', async () => {
    const callback = { url: `https://${RECEIVER}/jobs`, receiver: RECEIVER };
    const read = () => aJob({ kind: 'read', operation: 'integration-service.get', callback }, 'INT_A');
    const [first, sharer, told] = [read(), read(), read()];
    await jobs.accept(first);
    await jobs.claim(claimed(first), 'w');
    await jobs.accept(sharer);
    expect(await callbacks.waiting([RECEIVER])).toBe(0);
    await jobs.finish(first, 'succeeded', { result: 1 });
    expect(await callbacks.waiting([RECEIVER])).toBe(2);
    await jobs.accept(told, { maxAgeMs: 60_000 });
    const ids = await redis.zrange(keys.callbacks('docker', RECEIVER), 0, -1);
    expect(ids.sort()).toEqual([first.id, sharer.id, told.id].sort());
  });

  it('is not due while an unknown outcome is verified again', async () => {
    const job = await accepted();
    await jobs.claim(claimed(job), 'w');
    await jobs.doubt(job, {});
    expect(await callbacks.waiting([RECEIVER])).toBe(0);
    await jobs.finish(job, 'unknown', {});
    expect(await callbacks.waiting([RECEIVER])).toBe(1);
  });

  it('waits no longer than the record of its job is kept', async () => {
    await ended();
    expect(await redis.pttl(keys.callbacks('docker', RECEIVER))).toBeGreaterThan(KEPT_MS - 5_000);
  });
});

describe('a lease', () => {
  it('keeps a callback from all others until it ends, and says when that is', async () => {
    const { id } = await ended();
    await takeFor(50);
    let next = await callbacks.take([RECEIVER], 1_000);
    expect('nextInMs' in next && next.nextInMs).toBeLessThanOrEqual(50);
    while (!('due' in next)) next = await callbacks.take([RECEIVER], 1_000);
    expect(next.due.id).toBe(id);
  });

  it('that ended lets its holder write its try down, and decide nothing', async () => {
    await ended();
    const late = await takeFor(0);
    const other = await takeFor(60_000);
    expect(await callbacks.tried(late, { ...MADE, status: 410 }, { state: 'given-up' })).toBe(false);
    expect(await callbacks.waiting([RECEIVER])).toBe(1);
    expect(await callbacks.tried(other, { ...MADE, status: 200 }, { state: 'delivered' })).toBe(true);
    expect(await callbacks.tried(late, MADE, { state: 'pending', againInMs: 0 })).toBe(false);
    expect([await callbacks.waiting([RECEIVER]), (await callbacks.logOf(other.id)).state]).toEqual([0, 'delivered']);
  });

  it('is given to one of many who ask at once', async () => {
    for (let count = 0; count < 5; count += 1) await ended();
    const takes = await Promise.all(Array.from({ length: 20 }, () => callbacks.take([RECEIVER], 1_000)));
    const ids = takes.flatMap((take) => ('due' in take ? take.due.id : []));
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
  });
});

describe('the log', () => {
  it('has each try in its order, the failures and when the next one is due', async () => {
    const { id } = await ended();
    expect(await callbacks.logOf(id)).toEqual({ state: 'pending', tries: [], failures: 0 });
    for (let status = 500; status < 512; status += 1) {
      await callbacks.tried(await takeFor(1_000), { ...MADE, status }, { state: 'pending', againInMs: 0 });
    }
    const log = await callbacks.logOf(id);
    expect(log.tries.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, (_, index) => 500 + index));
    expect([log.failures, Date.parse(log.nextTryAt ?? '') - Date.now() < 1_000]).toEqual([12, true]);
  });

  it('keeps the last 50 tries, as long as the record of a job', async () => {
    const job = await ended();
    for (let count = 0; count < 60; count += 1) {
      await callbacks.tried(await takeFor(1_000), { ...MADE, status: count }, { state: 'pending', againInMs: 0 });
    }
    const { tries } = await callbacks.logOf(job.id);
    expect([tries.length, tries[0]?.status, tries.at(-1)?.status]).toEqual([50, 10, 59]);
    expect(await redis.pttl(keys.callback(job.id))).toBeGreaterThan(KEPT_MS - 5_000);
  });

  it('says what has ended, and is begun anew by a redelivery', async () => {
    const job = await ended();
    await callbacks.tried(await takeFor(1_000), MADE, { state: 'pending', againInMs: 0 });
    await callbacks.tried(await takeFor(1_000), { ...MADE, status: 410 }, { state: 'given-up' });
    expect(await callbacks.logOf(job.id)).toMatchObject({ state: 'given-up', failures: 1 });
    expect(await callbacks.take([RECEIVER], 1_000)).toEqual({ nextInMs: undefined });
    await callbacks.again(job);
    expect(await callbacks.logOf(job.id)).toMatchObject({ state: 'pending', failures: 0, tries: [MADE, {}] });
    expect((await takeFor(1_000)).id).toBe(job.id);
  });

  it('is not begun anew before the end is written: a late job only reads as expired', async () => {
    const times = { startWithinMs: -1, keptForMs: KEPT_MS, verifyWithinMs: KEPT_MS };
    const late = aJob({ callback: { url: `https://${RECEIVER}/jobs`, receiver: RECEIVER } });
    await new JobStore(redis, keys, ZONES, times).accept(late);
    expect(await jobs.find(late.id)).toMatchObject({ status: 'expired', finishedAt: expect.any(String) });
    await callbacks.again(late);
    expect(await callbacks.waiting([RECEIVER])).toBe(0);
    await jobs.finish(late, 'expired', {});
    expect((await takeFor(1_000)).id).toBe(late.id);
  });

  it('is none for what was dropped', async () => {
    const { id } = await ended();
    await callbacks.drop(await takeFor(1_000));
    expect([await callbacks.waiting([RECEIVER]), (await callbacks.logOf(id)).tries]).toEqual([0, []]);
  });
});

import { once } from 'node:events';
import { beforeEach, expect, it, jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createLogger } from '#libs/platform';
import { isAnswering } from '../redis/redis.js';
import { aJob, claimed } from '../testing/a-job.js';
import { queueParts } from '../testing/queue-parts.js';
import { useRedis } from '../testing/use-redis.js';
import { type JobEnd, JobEndings } from './job-endings.js';

let redis: Redis;
let parts: ReturnType<typeof queueParts>;
const onEnd = jest.fn<(end: JobEnd) => void>();

useRedis((client) => {
  redis = client;
});
beforeEach(() => {
  onEnd.mockReset();
  parts = queueParts(redis);
});

/** One of several processes that end jobs. */
const oneProcess = () => new JobEndings(parts.store, parts.lines, createLogger('test', 'silent'), onEnd);

it('an end is told once, by whoever ended the job, with how long it ran', async () => {
  const job = aJob();
  await parts.queue(job);
  await parts.store.claim(claimed(job), 'w');
  await redis.hincrby(parts.keys.job('docker', job.id), 'startedAt', -7_000);
  const [one, other] = [oneProcess(), oneProcess()];
  await Promise.all([one.finish(job, 'succeeded', {}), other.finish(job, 'failed', {})]);
  await one.finish(job, 'succeeded', {});
  expect(onEnd.mock.calls).toEqual([[expect.objectContaining({ job, sharers: [], ranMs: expect.any(Number) })]]);
  expect(Math.round((onEnd.mock.calls[0]?.[0].ranMs ?? 0) / 1_000)).toBe(7);
});

it('a job that nobody began has not run', async () => {
  const job = aJob();
  await parts.queue(job);
  await oneProcess().finish(job, 'cancelled', {}, 'queued');
  expect(onEnd.mock.calls).toEqual([[{ job, status: 'cancelled', outcome: {}, sharers: [], isEnded: true }]]);
});

it('whether Redis answers is said at once, also by a connection that has ended', async () => {
  expect(await isAnswering(redis)).toBe(true);
  const lost = redis.duplicate();
  expect(await lost.ping()).toBe('PONG');
  lost.disconnect();
  await once(lost, 'end');
  expect(await isAnswering(lost)).toBe(false);
});

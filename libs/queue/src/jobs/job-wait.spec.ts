import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createLogger } from '#libs/platform';
import { QueueKeys } from '../keys.js';
import { aJob, claimed } from '../testing/a-job.js';
import { RedisServer } from '../testing/redis-server.js';
import { JobHub } from './job-hub.js';
import { JobStore } from './job-store.js';
import { JobWait } from './job-wait.js';

const keys = new QueueKeys('t');
let server: RedisServer;
let redis: Redis;
let listening: Redis;
let store: JobStore;
let hub: JobHub;
let wait: JobWait;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  listening = server.connect();
  store = new JobStore(redis, keys, ['docker'], { startWithinMs: 60_000, keptForMs: 60_000, verifyWithinMs: 60_000 });
  hub = new JobHub(listening, [keys.events('docker')], createLogger('test', 'silent'));
  wait = new JobWait(hub, store);
  hub.start();
});
afterAll(async () => {
  hub.stop();
  redis.disconnect();
  listening.disconnect();
  await server.stop();
});

const queuedJob = async () => {
  const job = aJob();
  await store.accept(job);
  return job;
};

describe('waiting for a job', () => {
  it('many wait on one subscription and all hear the end', async () => {
    const job = await queuedJob();
    const waiters = Array.from({ length: 100 }, () => wait.untilFinal(job.id, 30_000));
    await store.claim(claimed(job), 'w');
    await store.finish(job, 'succeeded', { result: 1 });
    expect(new Set((await Promise.all(waiters)).map((ended) => ended?.status))).toEqual(new Set(['succeeded']));
    expect(hub.size).toBe(0);
    const clients = String(await redis.client('LIST'));
    expect(clients.split('\n').filter((line) => line.includes('sub=1'))).toHaveLength(1);
  });

  it('ends with the job as it is when the time is over', async () => {
    const job = await queuedJob();
    expect((await wait.untilFinal(job.id, 50))?.status).toBe('queued');
  });

  it('ends when the caller hangs up', async () => {
    const job = await queuedJob();
    const caller = new AbortController();
    const waiting = wait.untilFinal(job.id, 60_000, caller.signal);
    caller.abort();
    expect((await waiting)?.status).toBe('queued');
    expect(hub.size).toBe(0);
  });

  it('gives each state once, and the end last', async () => {
    const job = await queuedJob();
    const seen: string[] = [];
    for await (const state of wait.changes(job.id, 30_000)) {
      seen.push(state.status);
      if (state.status === 'queued') await store.claim(claimed(job), 'w');
      if (state.status === 'running') await store.finish(job, 'failed', {});
    }
    expect(seen).toEqual(['queued', 'running', 'failed']);
  });

  it('ends for a job that nobody knows', async () => {
    expect(await wait.untilFinal(aJob().id, 60_000)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { JobStore, QueueKeys } from '#libs/queue';
import { recordedReleases, restore } from '../../../../libs/queue/src/testing/recorded-release.js';
import { useRedis } from '../../../../libs/queue/src/testing/use-redis.js';
import { JobViews } from './job-views.js';

const TIMES = { startWithinMs: 60_000, keptForMs: 600_000, verifyWithinMs: 60_000 };
const OPEN = ['queued', 'running'];

let redis: Redis;
useRedis((client) => {
  redis = client;
});

describe.each(recordedReleases())('a job of release $version that has ended', (release) => {
  const ended = Object.entries(release.answers).filter(([, { status }]) => !OPEN.includes(status));

  it.each(ended)('is shown as that release showed it: %s', async (_, answer) => {
    await restore(release, redis);
    const job = await new JobStore(redis, new QueueKeys('etlaas'), ['docker'], TIMES).find(answer.id);
    if (!job) throw new Error('the job is not found');
    const views = new JobViews({} as never, {} as never, {} as never, {} as never);
    expect(JSON.parse(JSON.stringify(await views.view(job)))).toEqual(answer);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { type AcceptedJob, JOB_STATUSES, type JobStatus } from '../jobs/job.js';
import { JobStore } from '../jobs/job-store.js';
import { QueueKeys } from '../keys.js';
import { aJob, claimed } from '../testing/a-job.js';
import { useRedis } from '../testing/use-redis.js';
import type { JobFilter, JobScope } from './job-filter.js';
import { JobLists, type PageWish } from './job-lists.js';

const keys = new QueueKeys('t');
const OPERATIONS = ['integration-service.stop', 'repositories.list'];
const OPS: JobScope = { all: true };
let redis: Redis;
let store: JobStore;
let lists: JobLists;

const storeWith = (startWithinMs: number) =>
  new JobStore(redis, keys, ['docker', 'vm'], { startWithinMs, keptForMs: 60_000, verifyWithinMs: 60_000 });

useRedis((client) => {
  redis = client;
  store = storeWith(60_000);
  lists = new JobLists(redis, keys, store, OPERATIONS);
});

type Look = Partial<Omit<AcceptedJob, 'target' | 'requestedBy'>> & {
  target?: Partial<AcceptedJob['target']>;
  login?: string;
  status?: JobStatus;
};

/** Accepts a job and brings it into a status. */
async function have({ target, login = 'alice', status = 'queued', ...rest }: Look = {}): Promise<string> {
  const job = aJob({ requestedBy: { subject: `sub-${login}`, login }, ...rest });
  Object.assign(job.target, target);
  await storeWith(status === 'expired' ? -1 : 60_000).accept(job);
  if (status === 'queued' || status === 'expired') return job.id;
  if (status !== 'cancelled') await store.claim(claimed(job), 'w');
  if (status !== 'running') await store.finish(job, status, {});
  return job.id;
}

async function pages(scope: JobScope, filter: JobFilter = {}, wish: Partial<PageWish> = {}): Promise<string[][]> {
  const all: string[][] = [];
  let after: string | undefined;
  do {
    const page = await lists.page(scope, filter, { size: 3, order: 'newest first', ...wish, after });
    all.push(page.jobs.map(({ id }) => id));
    after = page.next;
  } while (after);
  return all;
}

const listed = async (scope: JobScope, filter: JobFilter = {}): Promise<string[]> =>
  (await pages(scope, filter)).flat();

const readerOf = (...trigrams: string[]): JobScope => ({
  subject: 'sub-alice',
  canRead: ({ trigram, environment }) => trigrams.includes(trigram) && environment === 'Development',
});

describe('a page', () => {
  it('has all jobs in scope, newest or oldest first, each once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      ids.push(await have({ target: { zone: count % 3 ? 'docker' : 'vm' }, status: count % 2 ? 'failed' : 'queued' }));
    }
    const newest = [...ids].reverse();
    expect(await pages(OPS)).toEqual([newest.slice(0, 3), newest.slice(3, 6), newest.slice(6)]);
    expect((await pages(OPS, {}, { order: 'oldest first' })).flat()).toEqual(ids);
    expect((await pages(OPS, {}, { size: 8 })).map(({ length }) => length)).toEqual([8]);
    expect((await pages(OPS, { statuses: ['queued', 'failed'] })).flat()).toEqual(newest);
  });

  it('is followed by one without doubles and gaps while jobs are accepted and end', async () => {
    const before: string[] = [];
    for (let count = 0; count < 60; count += 1) before.push(await have());
    for (const order of ['newest first', 'oldest first'] as const) {
      let isPaging = true;
      const meanwhile: string[] = [];
      const others = Array.from({ length: 3 }, async () => {
        while (isPaging) meanwhile.push(await have({ status: 'succeeded' }));
      });
      const seen = (await pages(OPS, {}, { order, size: 7 })).flat();
      isPaging = false;
      await Promise.all(others);
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((id) => !seen.includes(id))).toEqual([]);
      expect(meanwhile.length).toBeGreaterThan(3);
      before.push(...meanwhile);
    }
  });
});

describe('a filter', () => {
  it('wants what it names, and all of it', async () => {
    const stop = await have({ target: { service: 'INT_X' }, login: 'Alice', status: 'failed' });
    const list = await have({ operation: 'repositories.list', kind: 'read', target: { trigram: 'RCR' }, login: 'bob' });
    const kill = await have({
      target: { service: undefined as never, repository: 'int_x', domain: 'DOM_B', zone: 'vm' },
    });
    const other = await have({ target: { environment: 'Production' }, status: 'cancelled' });
    const cases: [JobFilter, string[]][] = [
      [{ statuses: ['failed'] }, [stop]],
      [{ statuses: ['failed', 'cancelled'] }, [other, stop]],
      [{ operations: ['repositories.list'] }, [list]],
      [{ operations: OPERATIONS, statuses: ['queued'] }, [kill, list]],
      [{ trigram: 'rcr' }, [list]],
      [{ domain: 'dom_b' }, [kill]],
      [{ environment: 'production' }, [other]],
      [{ object: 'Int_X' }, [kill, stop]],
      [{ object: 'INT_X', statuses: ['failed'] }, [stop]],
      [{ login: 'ALICE' }, [other, kill, stop]],
      [{ login: 'alice', object: 'int_x', domain: 'DOM_A' }, [stop]],
      [{ login: 'carol' }, []],
      [{ trigram: 'NON' }, []],
    ];
    for (const [filter, ids] of cases) {
      expect([filter, await listed(OPS, filter)]).toEqual([filter, ids]);
      const { byStatus, isExact } = await lists.count(OPS, filter);
      const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
      expect([filter, total, isExact]).toEqual([filter, ids.length, true]);
    }
  });

  it('by time takes the first instant and leaves the last', async () => {
    const ids = [await have(), await have(), await have()];
    const at = async (id = '') => Date.parse((await store.find(id))?.createdAt ?? '');
    // Positions are microseconds: three jobs of one millisecond would say nothing.
    await redis.zadd(keys.allJobs(), (await at(ids[1])) * 1000 + 5_000, `docker/${ids[1]}`);
    await redis.zadd(keys.allJobs(), (await at(ids[2])) * 1000 + 9_000, `docker/${ids[2]}`);
    const [second, third] = [(await at(ids[1])) + 5, (await at(ids[2])) + 9];
    expect(await listed(OPS, { createdFromMs: second, createdBeforeMs: third })).toEqual([ids[1]]);
    expect(await listed(OPS, { createdFromMs: third })).toEqual([ids[2]]);
    expect(await listed(OPS, { createdBeforeMs: second })).toEqual([ids[0]]);
  });

  it('by status agrees with what a job says: a queued one whose time is over is expired', async () => {
    const late = await have({ status: 'expired' });
    const queued = await have();
    expect((await store.find(late))?.status).toBe('expired');
    for (const filter of [{}, { object: (await store.find(late))?.target.service }]) {
      expect(await listed(OPS, { ...filter, statuses: ['expired'] })).toEqual([late]);
      expect(await listed(OPS, { ...filter, statuses: ['queued'] })).not.toContain(late);
      expect((await lists.count(OPS, filter)).byStatus).toMatchObject({ expired: 1 });
    }
    expect(await lists.count(OPS, {})).toEqual({ byStatus: expect.objectContaining({ queued: 1 }), isExact: true });
    expect(await listed(OPS, { statuses: ['queued'] })).toEqual([queued]);
  });

  it('of few among very many costs a short page that goes on, and is counted as at least so many', async () => {
    const [first] = [await have({ login: 'bob', target: { service: 'RARE' } })];
    const [accepted, record] = [keys.jobsOfObject('RARE', 'docker/MAE/DOM_A/Development'), keys.allJobs()];
    const score = await redis.zscore(record, `docker/${first}`);
    // Bob has many of others, and many others are of RARE: no list has just his.
    const many = async (list: string) => {
      // Of a service of its own: two changes of one are in each other's way.
      const job = await have({ login: 'carol' });
      const cell = await redis.hgetall(keys.job('docker', job));
      expect(cell).toMatchObject({ status: 'queued' });
      const pipeline = redis.pipeline();
      for (let count = 0; count < 6_000; count += 1) {
        pipeline.zadd(list, Number(score) + 1 + count, `docker/${job}-${count}`);
        pipeline.hset(keys.job('docker', `${job}-${count}`), cell);
      }
      await pipeline.exec();
    };
    await many(accepted);
    await many(keys.jobsOfLogin('bob', 'docker/MAE/DOM_A/Development'));
    for (const list of [record, keys.jobsOfPlace('docker/MAE/DOM_A/Development')]) await many(list);
    const filter = { object: 'RARE', login: 'bob' };
    const found = await pages(OPS, filter);
    expect(found.flat()).toEqual([first]);
    expect(found.length).toBeGreaterThan(1);
    expect(found.length).toBeLessThan(6);
    expect(await lists.count(OPS, filter)).toEqual({ byStatus: {}, isExact: false });
  });
});

describe('a scope', () => {
  it('shows and counts the places that may be read, and own jobs anywhere', async () => {
    const mae = await have({ login: 'bob', status: 'failed' });
    const hidden = await have({ login: 'bob', target: { environment: 'Production' }, status: 'failed' });
    const own = await have({ target: { trigram: 'RCR' }, status: 'failed' });
    const totalOf = async (scope: JobScope, filter: JobFilter = {}) => (await lists.count(scope, filter)).byStatus;
    expect(await listed(readerOf('MAE'))).toEqual([own, mae]);
    expect(await listed(readerOf())).toEqual([own]);
    expect(await totalOf(readerOf('MAE'))).toMatchObject({ failed: 2 });
    expect(await totalOf(OPS)).toMatchObject({ failed: 3 });
    for (const filter of [{ login: 'bob' }, { environment: 'Production' }, { statuses: ['failed'] as const }]) {
      expect(await listed(readerOf('MAE'), filter)).not.toContain(hidden);
      expect(await listed(OPS, filter)).toContain(hidden);
      expect(await totalOf(readerOf('MAE'), { ...filter, environment: 'Production' })).not.toHaveProperty('failed', 1);
    }
    expect(await listed(readerOf(), { login: 'alice', statuses: ['failed'], trigram: 'RCR' })).toEqual([own]);
  });

  it('never lets the number of jobs that are hidden show in what is told', async () => {
    await have({ login: 'bob', target: { trigram: 'RCR' } });
    for (let count = 0; count < 2_500; count += 1)
      await have({ login: 'bob', target: { trigram: 'RCR', service: 'X' } });
    const filter = { login: 'bob', object: 'X' };
    expect(await pages(readerOf('MAE'), filter)).toEqual([[]]);
    expect(await lists.count(readerOf('MAE'), filter)).toEqual({ byStatus: {}, isExact: true });
  });
});

describe('counts', () => {
  it('are exact by status, and of the statuses that are wanted', async () => {
    const wanted: Partial<Record<JobStatus, number>> = { queued: 3, running: 2, succeeded: 4, failed: 1, unknown: 2 };
    for (const status of JOB_STATUSES) {
      for (let count = 0; count < (wanted[status] ?? 0); count += 1) await have({ status });
    }
    expect((await lists.count(OPS, {})).byStatus).toMatchObject(wanted);
    expect(await lists.count(readerOf('MAE'), { statuses: ['failed', 'running'] })).toEqual({
      byStatus: { failed: 1, running: 2 },
      isExact: true,
    });
  });
});

describe('an entry without a record', () => {
  it('is shown to nobody and leaves its list', async () => {
    const [kept, lost] = [await have(), await have()];
    await redis.del(keys.job('docker', lost));
    expect(await listed(OPS)).toEqual([kept]);
    expect(await redis.zrange(keys.allJobs(), 0, -1)).toEqual([`docker/${kept}`]);
  });
});

describe('a zone', () => {
  it('narrows a list and its counts', async () => {
    const vm = await have({ target: { zone: 'vm' }, status: 'failed' });
    await have({ target: { zone: 'docker' }, status: 'failed' });
    const queued = await have({ target: { zone: 'vm' } });
    expect(await listed(OPS, { zone: 'vm' })).toEqual([queued, vm]);
    expect(await listed(OPS, { zone: 'vm', statuses: ['failed'] })).toEqual([vm]);
    expect(await lists.count(OPS, { zone: 'vm' })).toEqual({
      byStatus: expect.objectContaining({ failed: 1, queued: 1 }),
      isExact: true,
    });
    expect(await listed(OPS, { zone: 'dmz' })).toEqual([]);
  });
});

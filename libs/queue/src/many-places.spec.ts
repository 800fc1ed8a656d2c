import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { JOB_STATUSES } from './jobs/job.js';
import { cellText, placeText } from './jobs/job-place.js';
import { JobStore } from './jobs/job-store.js';
import { QueueKeys } from './keys.js';
import type { JobFilter, JobScope } from './lists/job-filter.js';
import { JobLists } from './lists/job-lists.js';
import { RedisServer } from './testing/redis-server.js';

const PLACES = 120;
const JOBS = 1_200;
/** So many commands may one script give; a command in a script takes Redis some 10 microseconds. */
const MAX_COMMANDS = 2_500;

const keys = new QueueKeys('t');
const OPERATIONS = Array.from({ length: 9 }, (_, number) => `operations.${number}`);
const OPS: JobScope = { all: true };
const READER: JobScope = { subject: 'sub-alice', canRead: () => true };
const TARGET = { host: 'a.socgen', zone: 'docker', domain: 'DOM_A', environment: 'Development', service: 'INT_A' };
const STATUSES = JOB_STATUSES.filter((status) => status !== 'queued');
let server: RedisServer;
let redis: Redis;
let lists: JobLists;

const jobOf = (number: number) => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  operation: OPERATIONS[number % 2] ?? '',
  kind: 'change',
  input: {},
  target: { ...TARGET, trigram: `P${number % PLACES}` },
  requestedBy: { subject: 'sub-carol', login: 'carol' },
  correlationId: 'c',
});

/** As the scripts write it, only faster. */
async function have(number: number): Promise<void> {
  const job = jobOf(number);
  const status = STATUSES[Math.floor(number / PLACES) % STATUSES.length] ?? '';
  const [place, cell, member] = [placeText(job.target), cellText(job.target, job.operation), `docker/${job.id}`];
  const record = { accepted: JSON.stringify(job), status, createdAt: 1, notAfter: 1, revision: 1, cell };
  const at = [keys.allJobs(), keys.jobsOfPlace(place), keys.jobsOfObject('INT_A', place)];
  const login = keys.jobsOfLogin(number < JOBS / 2 ? 'bob' : 'carol', place);
  await redis.hset(keys.job('docker', job.id), record);
  await redis.zadd(keys.cell('docker', cell, status), number + 1, job.id);
  for (const list of [...at, login]) await redis.zadd(list, number + 1, member);
  await redis.sadd(keys.places(), place);
}

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  const store = new JobStore(redis, keys, ['docker'], { startWithinMs: 1, keptForMs: 1, verifyWithinMs: 1 });
  lists = new JobLists(redis, keys, store, OPERATIONS);
  for (let at = 0; at < JOBS; at += 600) {
    await Promise.all(Array.from({ length: Math.min(600, JOBS - at) }, (_, number) => have(at + number)));
  }
  await redis.set(keys.lastPosition(), JOBS);
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** How many commands each script gave that ran meanwhile. */
async function commandsOf(ask: () => Promise<unknown>): Promise<number[]> {
  const watcher = server.connect();
  const monitor = await watcher.monitor();
  const commands: number[] = [];
  let isSeen: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => {
    isSeen = resolve;
  });
  monitor.on('monitor', (_time: string, [name = '', what]: string[], source: string) => {
    if (source === 'lua') commands.push((commands.pop() ?? 0) + 1);
    else if (/^evalsha?$/i.test(name)) commands.push(0);
    else if (what === 'over') isSeen();
  });
  await ask();
  await redis.echo('over');
  await seen;
  monitor.disconnect();
  watcher.disconnect();
  return commands;
}

async function idsOf(scope: JobScope, filter: JobFilter, size: number, order: 'newest first' | 'oldest first') {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await lists.page(scope, filter, { size, order, after });
    ids.push(...page.jobs.map(({ id }) => id));
    after = page.next;
  } while (after);
  return ids;
}

describe('with many places, no script is long', () => {
  const page = (scope: JobScope, filter: JobFilter, size: number) => () =>
    lists.page(scope, filter, { size, order: 'newest first' });

  it.each<[string, () => Promise<unknown>]>([
    ['a page of one job that few lists have', page(OPS, { object: 'INT_A', login: 'bob' }, 1)],
    ['a page of all operations', page(OPS, { operations: OPERATIONS }, 100)],
    ['a page of all operations and statuses', page(READER, { operations: OPERATIONS, statuses: JOB_STATUSES }, 1)],
    ['a page of all that a reader sees', page(READER, {}, 100)],
    ['counts of everything', () => lists.count(OPS, {})],
    ['counts of one object', () => lists.count(OPS, { object: 'INT_A' })],
    ['counts of queued ones', () => lists.count(OPS, { statuses: ['queued', 'expired'] })],
  ])('%s', async (_what, ask) => {
    const commands = await commandsOf(ask);
    expect(commands.length).toBeGreaterThan(0);
    expect(Math.max(...commands)).toBeLessThan(MAX_COMMANDS);
  });
});

describe('with many places', () => {
  const numbers = Array.from({ length: JOBS }, (_, number) => number);

  it.each(['newest first', 'oldest first'] as const)('pages have each job once, %s', async (order) => {
    const ids = numbers.map((number) => jobOf(number).id);
    if (order === 'newest first') ids.reverse();
    expect(await idsOf(OPS, { operations: OPERATIONS, statuses: JOB_STATUSES }, 100, order)).toEqual(ids);
    expect(await idsOf(READER, {}, 100, order)).toEqual(ids);
  });

  it('counts are exact', async () => {
    const { byStatus, isExact } = await lists.count(OPS, {});
    const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
    expect([total, isExact]).toEqual([JOBS, true]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createLogger } from '#libs/platform';
import { type Envelope, openEnvelope } from './bull/envelope.js';
import { opensOurs, WorkerPresence } from './bull/worker-presence.js';
import { toRecord } from './jobs/job-of-hash.js';
import { JobStore } from './jobs/job-store.js';
import { QueueKeys } from './keys.js';
import { JobLists } from './lists/job-lists.js';
import { carriedBy, recordedReleases, restore, zoneKeysOf } from './testing/recorded-release.js';
import { useRedis } from './testing/use-redis.js';

const keys = new QueueKeys('etlaas');
const ZONES = ['docker', 'vm'];
const TIMES = { startWithinMs: 60_000, keptForMs: 600_000, verifyWithinMs: 60_000 };
/** What an answer says of the moment at which it was asked for, and how it is shown. */
const OF_THE_ANSWER = ['reasonWaiting', 'queuePosition', 'links', 'target', 'requestedBy', 'progress'];

let redis: Redis;
let store: JobStore;
useRedis((client) => {
  redis = client;
  store = new JobStore(redis, keys, ZONES, TIMES);
});

/** For the tests it is the moment of the record still. */
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const shown = (answer: object): object =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !OF_THE_ANSWER.includes(name)));

describe.each(recordedReleases())('what release $version left behind', (release) => {
  const { answers, content, recordedAt } = release;
  const jobs = Object.entries(answers);
  const hashOf = ({ id, target }: (typeof answers)[string]) =>
    content[keys.job(target.zone, id)]?.value as Record<string, string>;

  it.each(jobs)('is read as it was told: %s', (_, answer) => {
    expect(toRecord(hashOf(answer), Date.parse(recordedAt))).toMatchObject(shown(answer));
  });

  it('is found by id, in the list, and by the key of its request', async () => {
    await restore(release, redis);
    const ids = jobs.map(([, { id }]) => id).sort();
    const found = await Promise.all(ids.map((id) => store.find(id)));
    expect(found.map((job) => job?.id)).toEqual(ids);
    const lists = new JobLists(redis, keys, store, [...new Set(jobs.map(([, { operation }]) => operation))]);
    const page = await lists.page({ all: true }, {}, { size: 100, order: 'newest first' });
    expect(page.jobs.map(({ id }) => id).sort()).toEqual(ids);
    expect(await store.findByKey('operator', 'recorded-key')).toMatchObject({
      id: answers['a change with a reason']?.id,
    });
  });

  it('is opened: what Bull carried, and what waits in a line', () => {
    const inLine = content[keys.job('docker', `${answers['a change in line']?.id}`)]?.value as Record<string, string>;
    const carried = [...carriedBy(release)].concat([
      [`${answers['a change in line']?.id}`, JSON.parse(`${inLine['envelope']}`) as Envelope],
    ]);
    const opened = carried.map(([id, data]) => openEnvelope(data, 'docker', id, zoneKeysOf(release)));
    expect(opened.length).toBeGreaterThan(5);
    for (const job of opened) {
      const answer = jobs.map(([, each]) => each).find(({ id }) => id === job.id);
      expect(job).toMatchObject({ operation: answer?.operation, notAfter: answer?.notAfter });
    }
  });

  it.each([
    ['a change that runs', 'again'],
    ['a change that waits', 'first'],
    ['a read that waits', 'first'],
    ['a cancelled change', 'replayed'],
  ])('is gone on with: %s', async (what, kind) => {
    await restore(release, redis);
    const job = await store.find(`${answers[what]?.id}`);
    if (!job) throw new Error('there is no such job');
    expect((await store.claim({ ...job, notAfter: inAnHour() }, 'w')).kind).toBe(kind);
    expect((await store.finish(job, 'succeeded', {})).isEnded).toBe(kind !== 'replayed');
  });

  it('counts its workers among those that fit', async () => {
    await restore(release, redis);
    const workers = await new WorkerPresence(redis, keys, createLogger('test', 'silent')).workersOf('docker');
    expect(workers.map((worker) => [worker.worker, worker.version, opensOurs(worker)])).toEqual([
      ['worker-a', release.version, true],
    ]);
  });
});

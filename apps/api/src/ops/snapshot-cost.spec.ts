import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { operationsByName } from '#libs/informatica';
import type { FileWatch } from '#libs/platform';
import { createLogger } from '#libs/platform';
import { JobLists, JobStore, QueueKeys, RecentRefusals, TargetLines, WorkerPresence } from '#libs/queue';
import { ManyJobs } from '../../../../libs/queue/src/testing/many-jobs.js';
import { RedisServer } from '../../../../libs/queue/src/testing/redis-server.js';
import { ZoneWatch } from '../jobs/zone-watch.js';
import { ZoneOverview } from '../zones/zone-overview.js';
import { HealthSigns } from './health-signs.js';
import { JobRows } from './job-rows.js';
import { Snapshots } from './snapshots.js';
import { UsualTimes } from './usual-times.js';
import { ZoneRows } from './zone-rows.js';

jest.setTimeout(60_000);

const ZONES = ['docker', 'vm'];
const PLACES = ZONES.flatMap((zone) =>
  ['MAE', 'RCR', 'E2S'].map((trigram) => ({
    trigram,
    domain: `DOM_${trigram}_${zone.toUpperCase()}`,
    environment: 'Production',
    host: `${trigram.toLowerCase()}.${zone}.socgen`,
    zone,
  })),
);

let server: RedisServer;
let redis: Redis;
let many: ManyJobs;
beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  many = new ManyJobs(redis, 't', ZONES);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const SOUND = { healthy: true, acceptsChanges: true, reasons: [], freeBytes: undefined };

function makeSnapshots(now: () => number): Snapshots {
  const keys = new QueueKeys('t');
  const logger = createLogger('test', 'silent');
  const store = new JobStore(redis, keys, ZONES, { startWithinMs: 60_000, keptForMs: 60_000, verifyWithinMs: 60_000 });
  const lists = new JobLists(redis, keys, store, [...operationsByName.keys()]);
  const zones = new ZoneWatch(new WorkerPresence(redis, keys, logger), ZONES);
  const lines = new TargetLines(redis, keys, new Map());
  const health = new HealthSigns({
    redis,
    audit: { state: SOUND, lostRecords: 0 },
    grants: { datedOf: async () => Promise.reject(new Error('not asked')) },
    directory: {},
    signingKeys: { state: { keys: 0, fetches: 0, failures: 0 } },
  });
  const parts = {
    jobs: new JobRows({ store, lists, zones, lines, times: new UsualTimes(lists) }),
    zones: new ZoneRows(new ZoneOverview(zones, store), lists),
    estate: { look: async () => {}, tiles: [] },
    refusals: new RecentRefusals(redis, keys),
    health,
    files: { states: [] } as unknown as FileWatch,
    environments: () => ['Production'],
  };
  return new Snapshots(parts, logger, now);
}

/** Commands that Redis was sent, and at most how long it was busy with them, in ms: what scripts call counts twice. */
async function costOf(work: () => Promise<unknown>): Promise<{ sent: number; ms: number }> {
  const sum = async () => {
    const text = await redis.info('commandstats');
    const rows = [...text.matchAll(/^cmdstat_(?!info)[^:]+:calls=\d+,usec=(\d+)/gm)];
    return rows.reduce((total, [, usec]) => total + Number(usec), 0);
  };
  const sentBefore = sent;
  const before = await sum();
  await work();
  return { sent: sent - sentBefore, ms: ((await sum()) - before) / 1_000 };
}

let sent = 0;

describe('what the page costs Redis', () => {
  it('is bounded, however many jobs there are and however many look', async () => {
    const send = redis.sendCommand.bind(redis);
    jest.spyOn(redis, 'sendCommand').mockImplementation((...args) => {
      sent += 1;
      return send(...args);
    });
    const clock = { ms: 0 };
    const snapshots = makeSnapshots(() => clock.ms);
    const look = () => snapshots.current('oscar');
    await many.fill(500, PLACES);
    await look();
    clock.ms += 60_000;
    const few = await costOf(look);
    await many.fill(4_500, PLACES);
    for (const place of PLACES) {
      for (let count = 0; count < 40; count += 1)
        await many.add({ target: { ...place, service: `INT_${count}` }, status: count % 2 ? 'queued' : 'running' });
    }
    clock.ms += 60_000;
    const first = await costOf(look);
    clock.ms += 3_000;
    const next = await costOf(look);
    const shared = await costOf(() => Promise.all(Array.from({ length: 100 }, look)));
    expect(shared.sent).toBe(1);
    // Rows are at most so many of a kind: some 25 more to read of those that wait, and who stands before them.
    expect(first.sent).toBeLessThan(few.sent + 250);
    expect(next.sent).toBeLessThanOrEqual(first.sent);
    expect(next.ms).toBeLessThan(150);
    const { jobs } = await look();
    expect([jobs?.running.length, jobs?.waiting.length, jobs?.failures.length]).toEqual([25, 25, 10]);
    expect(jobs?.zones.map(({ waiting, running }) => [waiting, running])).toEqual([
      [60, 60],
      [60, 60],
    ]);
  });
});

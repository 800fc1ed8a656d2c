import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Cable, ProxyCable } from '../../support/network/cable.js';
import { whyNoNamespaces } from '../../support/network/namespace.js';
import { FOREIGN_ZONE, SERVICE } from '../../support/stack/estate.js';
import { ForeignZone, type Way } from '../../support/stack/foreign-zone.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { foreignRoutes, routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const RUN_WITHIN_MS = 20_000;
const START_WITHIN_MS = 5_000;
/** Connections that nobody uses are closed, so that a cut meets new ones too. */
const SETTINGS = {
  JOB_RUN_WITHIN_MS: String(RUN_WITHIN_MS),
  JOB_START_WITHIN_MS: String(START_WITHIN_MS),
  JOB_VERIFY_WITHIN_MS: '60000',
  SSH_IDLE_MS: '1000',
};

const READS = 15;
/** Fewer than a worker runs at once: those that wait for a place would expire, which is honest too. */
const CUT_READS = 10;
/** Two busy cores: less than this is noise. What a partition would do to the other zone takes seconds. */
const NOISE_MS = 300;

const AS_NEIGHBOUR = { as: 'neighbour' } as const;

function partition(way: Way): void {
  let zone: ForeignZone;
  let redisCable: Cable;
  const { stack, api, host, test } = useStack(async () => {
    zone = await ForeignZone.start(way);
    return { settings: SETTINGS, foreign: zone.login };
  });
  const there = () => zone.informatica;

  beforeAll(async () => {
    redisCable = await ProxyCable.to(stack().parts.redis.port);
    await zone.startWorker(stack(), redisCable);
  });
  afterEach(async () => {
    zone.cable.heal();
    redisCable.heal();
    await waitUntil('the zone works', async () => (await readThere()).status === 'succeeded');
    there().reset();
  });
  afterAll(async () => {
    // Before the cables: the worker must be able to leave.
    await stack().worker('foreign-worker').end();
    await redisCable?.remove();
    await zone?.end();
  });

  const readThere = () => api().run('GET', foreignRoutes.service(), AS_NEIGHBOUR);
  const stopThere = async (): Promise<Job> => {
    there().behave({ program: 'infacmd', command: 'DisableService', does: 'slow', ms: 2_000 });
    const job = await api().submit('POST', foreignRoutes.change('stop'), AS_NEIGHBOUR);
    await waitUntil('the stop runs', () => there().count('DisableService', 'start') === 1);
    return job;
  };
  const endedThere = (id: string) => waitUntil('the end', async () => (await readJob(id)).finishedAt !== undefined);
  const readJob = async (id: string) => (await api().ask('GET', `/v1/jobs/${id}`, AS_NEIGHBOUR)).body;

  /** Of reads in the zone that is not cut, one after the other, from the request to its result. */
  const medianHere = async (): Promise<number> => {
    const took: number[] = [];
    for (let read = 0; read < READS; read += 1) {
      const began = performance.now();
      expect((await api().run('GET', routes.service(SERVICE))).status).toBe('succeeded');
      took.push(performance.now() - began);
    }
    return took.sort((a, b) => a - b)[Math.floor(READS / 2)] ?? Number.NaN;
  };
  const expectUnchanged = (before: number, during: number, what: string) => {
    process.stdout.write(`${what}: median of the other zone ${before.toFixed(0)} ms, then ${during.toFixed(0)} ms\n`);
    expect(during).toBeLessThan(2 * before + NOISE_MS);
  };

  test('its reads fail as unreachable, the other zone does not notice, and after it the zone works', async () => {
    const before = await medianHere();
    zone.cable.cut();
    const cut = await Promise.all(
      Array.from({ length: CUT_READS }, () => api().submit('GET', foreignRoutes.service(), AS_NEIGHBOUR)),
    );
    expectUnchanged(before, await medianHere(), `hosts cut off (${way})`);
    for (const { id } of cut) {
      await endedThere(id);
      expect(await readJob(id)).toMatchObject({ status: 'failed', error: { code: 'HOST_UNREACHABLE' } });
    }
    zone.cable.heal();
    expect(await readThere()).toMatchObject({ status: 'succeeded', result: { alive: true } });
  });

  test('a change that was cut in its middle tells its true outcome when the way is there again, in time', async () => {
    const { id } = await stopThere();
    zone.cable.cut();
    await waitUntil('the stop is over', () => there().count('DisableService', 'end') === 1);
    expect((await readJob(id)).status).toBe('running');
    zone.cable.heal();
    await endedThere(id);
    expect(await readJob(id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(there().count('DisableService', 'start')).toBe(1);
  });

  test('a change that was cut in its middle for longer than it may run is unknown, until the way is there again', async () => {
    const { id } = await stopThere();
    zone.cable.cut();
    await waitUntil('nobody knows', async () => (await readJob(id)).status === 'unknown');
    const doubted = await readJob(id);
    expect(doubted).toMatchObject({ error: { code: 'OUTCOME_UNKNOWN' }, verifyUntil: expect.any(String) });
    expect(doubted.finishedAt).toBeUndefined();
    zone.cable.heal();
    await endedThere(id);
    const ended = await readJob(id);
    expect(ended).toMatchObject({ status: 'succeeded', result: { changed: true, after: { alive: false } } });
    expect([ended.error, ended.verifyUntil]).toEqual([undefined, undefined]);
    expect(['start', 'effect'].map((phase) => there().count('DisableService', phase as 'effect'))).toEqual([1, 1]);
    expect(stack().audit.of(id, 'job.doubted')).toHaveLength(1);
    expect(stack().audit.of(id, 'job.finished')).toMatchObject([{ outcome: 'succeeded' }]);
  });

  test('its worker is cut off from Redis: jobs say so and expire, the other zone does not notice, nothing runs late', async () => {
    const before = await medianHere();
    redisCable.cut();
    const zones = async () => (await api().ask<Zones>('GET', '/v1/zones', { as: 'ops' })).body.zones;
    const own = async () => (await zones()).find(({ zone: name }) => name === FOREIGN_ZONE);
    await waitUntil('its worker is not seen any more', async () => (await own())?.workers.length === 0);
    const { id } = await api().submit('POST', foreignRoutes.change('stop'), AS_NEIGHBOUR);
    expect(await readJob(id)).toMatchObject({ status: 'queued', reasonWaiting: `no worker in zone ${FOREIGN_ZONE}` });
    expect(await own()).toMatchObject({ waiting: 1, oldestWaitingSince: expect.any(String) });
    expectUnchanged(before, await medianHere(), `worker cut off (${way})`);
    await endedThere(id);
    expect(await readJob(id)).toMatchObject({ status: 'expired', error: { code: 'JOB_EXPIRED' } });
    redisCable.heal();
    await waitUntil('its worker is seen again', async () => (await own())?.workers.length === 1);
    expect(await readThere()).toMatchObject({ status: 'succeeded', result: { alive: true } });
    expect([there().count('DisableService', 'start'), (await readJob(id)).status]).toEqual([0, 'expired']);
    expect(host().count('DisableService', 'start')).toBe(0);
  });
}

interface Zones {
  zones: { zone: string; workers: object[]; waiting: number; oldestWaitingSince?: string }[];
}

describe('one of two zones is cut off', () => partition('proxy'));

const whyNot = whyNoNamespaces();
const title = 'one of two zones is cut off, its host in a network of its own';
if (whyNot) it.skip(`${title}: not tested, for ${whyNot}`, () => undefined);
else describe(title, () => partition('namespace'));

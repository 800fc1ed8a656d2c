import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createLogger } from '#libs/platform';
import { QueueKeys } from '../keys.js';
import { RedisServer } from '../testing/redis-server.js';
import { ENVELOPE_VERSION, OLDEST_ENVELOPE } from './envelope.js';
import { opensOurs, type Presence, WorkerPresence } from './worker-presence.js';

const keys = new QueueKeys('t');
const WORKER: Presence = {
  worker: 'w1',
  zone: 'vm',
  transport: 'ssh',
  version: '1.2.3-rc.1+b',
  envelope: ENVELOPE_VERSION,
  oldestEnvelope: OLDEST_ENVELOPE,
  since: '2026-11-26T12:00:00.000Z',
  acceptsChanges: true,
};
const REFUSING = { acceptsChanges: false, refusal: 'no-room' };

const SAYS_NOTHING = {
  envelope: 0,
  oldestEnvelope: 0,
  version: 'unknown',
  transport: 'unknown',
  since: 'unknown',
} as const;
const saying = (words: object): string => JSON.stringify({ ...WORKER, ...words });

let server: RedisServer;
let redis: Redis;
let presence: WorkerPresence;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  presence = new WorkerPresence(redis, keys, createLogger('test', 'silent'));
});
afterEach(() => presence.leave([]));
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('a worker', () => {
  it('is seen in its zone only, until it leaves or says nothing more', async () => {
    const other = { ...WORKER, worker: 'w2' };
    await presence.announce(() => [WORKER, other]);
    expect([await presence.workersOf('vm'), await presence.workersOf('docker')]).toEqual([
      expect.arrayContaining([WORKER, other]),
      [],
    ]);
    await presence.leave([other]);
    expect(await presence.workersOf('vm')).toEqual([WORKER]);
    await redis.del(keys.worker('vm', 'w1'));
    expect(await presence.workersOf('vm')).toEqual([]);
    expect(await redis.exists(keys.workers('vm'))).toBe(0);
  });

  it('is seen to refuse changes from the next beat on, and to take them again', async () => {
    presence = new WorkerPresence(redis, keys, createLogger('test', 'silent'), 10);
    let state: Partial<Presence> = {};
    await presence.announce(() => [{ ...WORKER, ...state }]);
    expect(await presence.workersOf('vm')).toEqual([WORKER]);
    for (const next of [REFUSING, {}]) {
      const before = state;
      state = next;
      let seen = await presence.workersOf('vm');
      while (isDeepStrictEqual(seen, [{ ...WORKER, ...before }])) seen = await presence.workersOf('vm');
      expect(seen).toEqual([{ ...WORKER, ...next }]);
    }
  });

  it.each<[string, string, Partial<Presence>]>([
    [
      'of a release that opens ours no longer',
      saying({ envelope: 3, oldestEnvelope: 2 }),
      { envelope: 3, oldestEnvelope: 2 },
    ],
    [
      'of a release that opens one version',
      saying({ envelope: 2, oldestEnvelope: undefined }),
      { envelope: 2, oldestEnvelope: 2 },
    ],
    ['that refuses changes', saying(REFUSING), REFUSING],
    ['that does not say why', saying({ acceptsChanges: false }), { ...REFUSING, refusal: 'unknown' }],
    ['whose why is no word', saying({ acceptsChanges: false, refusal: '<b>' }), { ...REFUSING, refusal: 'unknown' }],
    ['of a release that does not tell whether it takes changes', saying({ acceptsChanges: undefined }), {}],
    ['that says nothing of its envelope', saying({ envelope: undefined }), { envelope: 0 }],
    ['that calls itself into another zone', JSON.stringify({ ...WORKER, zone: 'docker', worker: 'x' }), {}],
    ['whose words are no words', JSON.stringify({ ...WORKER, version: 'x'.repeat(65) }), { version: 'unknown' }],
    [
      'whose words would begin a new line',
      JSON.stringify({ ...WORKER, transport: 'a"}\n1' }),
      { transport: 'unknown' },
    ],
    ['that says what nobody understands', '{', SAYS_NOTHING],
    ['that says null', 'null', SAYS_NOTHING],
  ])('%s is seen all the same', async (_, text, said) => {
    await redis.sadd(keys.workers('vm'), 'w1');
    await redis.set(keys.worker('vm', 'w1'), text);
    const [seen] = await presence.workersOf('vm');
    expect(seen).toEqual({ ...WORKER, ...said });
    expect(seen && opensOurs(seen)).toBe(said.envelope === undefined);
  });

  it.each([
    ['a newer release that opens ours too', { envelope: 2, oldestEnvelope: 1 }, true],
    ['a release before it could open more than one', { envelope: 1, oldestEnvelope: undefined }, true],
  ])('%s fits', async (_, said, fits) => {
    await redis.sadd(keys.workers('vm'), 'w1');
    await redis.set(keys.worker('vm', 'w1'), saying(said));
    expect((await presence.workersOf('vm')).map(opensOurs)).toEqual([fits]);
  });
});

describe('the zones that are served', () => {
  it('are those in which somebody listens, and are named like zones', async () => {
    const worker = server.connect();
    const strange = ['a b', '../x', `z${'z'.repeat(40)}`, 'UP'].map(keys.control);
    await worker.subscribe(keys.control('vm'), keys.control('docker'), keys.events('moon'), ...strange);
    expect(await presence.zonesServed()).toEqual(['docker', 'vm']);
    worker.disconnect();
  });

  it('are not without number', async () => {
    const worker = server.connect();
    await worker.subscribe(...Array.from({ length: 30 }, (_, at) => keys.control(`zone${at}`)));
    expect(await presence.zonesServed()).toHaveLength(20);
    worker.disconnect();
  });
});

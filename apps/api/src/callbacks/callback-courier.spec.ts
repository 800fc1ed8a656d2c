import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import { createLogger, NO_TRACES, Secret } from '#libs/platform';
import {
  CALLBACK_DUE,
  type Callback,
  CallbackStore,
  type DueCallback,
  JobHub,
  type JobRecord,
  JobStore,
  QueueKeys,
} from '#libs/queue';
import { aJob } from '../../../../libs/queue/src/testing/a-job.js';
import { RedisServer } from '../../../../libs/queue/src/testing/redis-server.js';
import type { JobView } from '../jobs/job.view.js';
import { CallbackCourier } from './callback-courier.js';
import { CallbackMetrics } from './callback-metrics.js';
import { CallbackSender } from './callback-sender.js';
import { Receivers } from './receivers.js';
import { isGenuine, Receiver } from './testing/receiver.js';
import { waitUntil } from './testing/wait-until.js';

const keys = new QueueKeys('t');
const KEPT_MS = 60_000;
const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const [OLD, NEW] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
const logger = createLogger('test', 'silent');
const views = { view: async ({ id, status }: JobRecord) => ({ id, status }) as JobView };

let server: RedisServer;
let redis: Redis;
let jobs: JobStore;
let callbacks: CallbackStore;
let receivers: Receivers;
let hub: JobHub;
let listening: Redis;
let registry: Registry;
let [one, other]: Receiver[] = [];
let couriers: CallbackCourier[];
let audited: Record<string, unknown>[];

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  jobs = new JobStore(redis, keys, ['docker'], { startWithinMs: KEPT_MS, keptForMs: KEPT_MS, verifyWithinMs: KEPT_MS });
  callbacks = new CallbackStore(redis, keys, ['docker'], KEPT_MS);
});
beforeEach(async () => {
  await redis.flushall();
  [one, other] = [await Receiver.start(), await Receiver.start()];
  const names = [one.name, other.name];
  receivers = new Receivers(names, new Map(names.map((name) => [name, [new Secret(OLD), new Secret(NEW)]])));
  listening = server.connect();
  hub = new JobHub(listening, [keys.events('docker')], logger);
  hub.start();
  [registry, couriers, audited] = [new Registry(), [], []];
});
afterEach(async () => {
  jest.restoreAllMocks();
  hub.stop();
  listening.disconnect();
  await Promise.all([one?.stop(), other?.stop()]);
  await Promise.all(couriers.map((courier) => courier.stop()));
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** As an API process does. */
function startCourier(): CallbackCourier {
  const metrics = new CallbackMetrics(new Registry(), callbacks, receivers.names);
  const audit = {
    writeOrNote: async (record: Record<string, unknown>) => void audited.push(record),
  } as unknown as AuditLog;
  const sender = new CallbackSender({ store: jobs, callbacks, receivers, views, audit, metrics, traces: NO_TRACES });
  const courier = new CallbackCourier({ callbacks, receivers, sender, logger });
  couriers.push(courier);
  courier.start(hub);
  return courier;
}

const target = (to: Receiver | undefined): Callback => ({ url: to?.url() ?? '', receiver: to?.name ?? '' });

async function ended(callback: Callback = target(one)) {
  const job = aJob({ callback, traceparent: TRACEPARENT });
  await jobs.accept(job);
  await jobs.finish(job, 'succeeded', { result: 1 });
  return job;
}

const stateOf = async (id: string) => (await callbacks.logOf(id)).state;
const tries = async (id: string, count: number) =>
  waitUntil(`try ${count}`, async () => (await callbacks.logOf(id)).tries.length >= count);

/** As if the time had come. */
async function makeDue(id: string, receiver = one?.name ?? ''): Promise<void> {
  await redis.zadd(keys.callbacks('docker', receiver), 'XX', 0, id);
  await redis.publish(keys.events('docker'), CALLBACK_DUE);
}

describe('the end of a job', () => {
  it('is told once, signed with each key, and logged and audited', async () => {
    startCourier();
    const job = await ended();
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
    const [got] = one?.got ?? [];
    if (!got) throw new Error('nothing came');
    expect(JSON.parse(got.body)).toEqual({
      type: 'job.ended',
      timestamp: (await jobs.find(job.id))?.finishedAt,
      data: { id: job.id, status: 'succeeded' },
    });
    expect(got.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': `msg_${job.id}` });
    expect([OLD, NEW].map((key) => isGenuine(got, `whsec_${key}`))).toEqual([true, true]);
    expect(got.headers).toMatchObject({ traceparent: TRACEPARENT });
    expect(await callbacks.logOf(job.id)).toMatchObject({ tries: [{ status: 204 }], failures: 0 });
    expect(audited).toMatchObject([
      { event: 'callback.delivered', job_id: job.id, details: { receiver: one?.name, status: 204 } },
    ]);
    expect(await callbacks.waiting(receivers.names)).toBe(0);
  });

  it('is told once by many processes', async () => {
    for (let count = 0; count < 3; count += 1) startCourier();
    const all = await Promise.all(Array.from({ length: 20 }, () => ended()));
    await waitUntil('all', async () => (await callbacks.waiting(receivers.names)) === 0);
    const ids = one?.got.map(({ headers }) => headers['webhook-id']);
    expect(ids?.sort()).toEqual(all.map(({ id }) => `msg_${id}`).sort());
  });

  it('that nobody heard of is told by whoever starts next', async () => {
    const job = await ended();
    startCourier();
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
  });

  it('is told by another process where the first dies in its try', async () => {
    const job = await ended();
    const taken = new Promise<string>((resolve) => {
      const send = ({ id }: DueCallback) => new Promise<never>(() => resolve(id));
      new CallbackCourier({ callbacks, receivers, sender: { send }, logger }).start({ listen: () => () => undefined });
    });
    expect(await taken).toBe(job.id);
    startCourier();
    await makeDue(job.id);
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
  });
});

describe('a failed try', () => {
  it('is followed by the same message, signed anew', async () => {
    if (one) one.reactions = [500, 204];
    startCourier();
    const job = await ended();
    await tries(job.id, 1);
    expect(await callbacks.logOf(job.id)).toMatchObject({
      state: 'pending',
      failures: 1,
      nextTryAt: expect.any(String),
    });
    await makeDue(job.id);
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
    const [first, second] = one?.got ?? [];
    expect(second).toMatchObject({ body: first?.body, headers: { 'webhook-id': `msg_${job.id}` } });
    expect(second && isGenuine(second, `whsec_${NEW}`)).toBe(true);
    expect(audited.map(({ event }) => event)).toEqual(['callback.delivered']);
  });

  it('with 410 is the last', async () => {
    if (one) one.reactions = [410, 204];
    startCourier();
    const job = await ended();
    await waitUntil('the end', async () => (await stateOf(job.id)) === 'given-up');
    await makeDue(job.id);
    await startCourier().stop();
    expect([one?.got.length, await callbacks.waiting(receivers.names)]).toEqual([1, 0]);
    expect(audited).toMatchObject([{ event: 'callback.given-up', details: { status: 410 } }]);
  });

  it('that nobody answers keeps no other receiver waiting, and only two connections', async () => {
    if (one) one.reactions = ['silence'];
    startCourier();
    for (let count = 0; count < 6; count += 1) await ended();
    await waitUntil('the silent one is asked', async () => one?.got.length === 2);
    const job = await ended(target(other));
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
    expect(one?.got).toHaveLength(2);
  });
});

describe('a callback whose job is kept no longer', () => {
  it('is given up, and its log says why', async () => {
    const job = await ended();
    await redis.del(keys.job('docker', job.id));
    startCourier();
    await waitUntil('nothing waits', async () => (await callbacks.waiting(receivers.names)) === 0);
    expect(await callbacks.logOf(job.id)).toMatchObject({
      state: 'given-up',
      tries: [{ at: expect.any(String), fault: 'the record of the job is kept no longer' }],
    });
    expect(one?.got).toEqual([]);
  });
});

describe('what somebody else wrote into Redis', () => {
  it.each<[string, (job: { id: string }) => Promise<unknown>]>([
    ['another address', async ({ id }) => rewrite(id, { url: 'http://127.0.0.1:1/', receiver: one?.name ?? '' })],
    ['another receiver', async ({ id }) => rewrite(id, target(other))],
    ['a job that has not ended', async ({ id }) => redis.hdel(keys.job('docker', id), 'finishedAt')],
  ])('%s: nothing is sent, nothing waits', async (_, forge) => {
    const job = await ended();
    await forge(job);
    startCourier();
    await waitUntil('nothing waits', async () => (await callbacks.waiting(receivers.names)) === 0);
    expect([one?.got, other?.got]).toEqual([[], []]);
  });

  const rewrite = async (id: string, callback: Callback) => {
    const job = await jobs.find(id);
    await redis.hset(keys.job('docker', id), 'accepted', JSON.stringify({ ...job, callback }));
  };
});

describe('a courier', () => {
  it('goes on after Redis was away', async () => {
    const take = jest.spyOn(callbacks, 'take').mockRejectedValueOnce(new Error('away'));
    startCourier();
    await waitUntil('the fault', async () => take.mock.calls.length === 1);
    const job = await ended();
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
  });

  it('asks an idle Redis nothing by itself', async () => {
    const take = jest.spyOn(callbacks, 'take');
    startCourier();
    const job = await ended();
    await waitUntil('delivery', async () => (await stateOf(job.id)) === 'delivered');
    const asked = take.mock.calls.length;
    for (let count = 0; count < 50; count += 1) await redis.ping();
    expect([asked <= 5, take.mock.calls.length - asked <= 1]).toEqual([true, true]);
  });

  it('tells how many wait', async () => {
    new CallbackMetrics(registry, callbacks, receivers.names).count('failed');
    await ended();
    expect(await registry.metrics()).toMatch(/^etlaas_callbacks_waiting 1$/m);
    expect(await registry.metrics()).toMatch(/^etlaas_callback_tries_total\{outcome="failed"\} 1$/m);
    jest.spyOn(callbacks, 'waiting').mockRejectedValueOnce(new Error('away'));
    expect(await registry.metrics()).not.toMatch(/^etlaas_callbacks_waiting/m);
  });
});

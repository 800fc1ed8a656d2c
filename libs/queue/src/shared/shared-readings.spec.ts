import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { AcceptedJob, JobOutcome } from '../jobs/job.js';
import { aJob, claimed } from '../testing/a-job.js';
import { listsByRecords, listsIn } from '../testing/index-truth.js';
import { queueParts } from '../testing/queue-parts.js';
import { useRedis } from '../testing/use-redis.js';

const { service: _, ...target } = aJob().target;
const STATES = { result: { services: [{ name: 'INT_A', alive: true }] } };
let redis: Redis;
let parts: ReturnType<typeof queueParts>;

const read = (more: Partial<AcceptedJob> = {}): AcceptedJob =>
  aJob({ operation: 'integration-services.list', kind: 'read', input: {}, target, ...more });
const change = () => aJob({ target: { ...target, service: 'INT_A' } });

const accept = async (job: AcceptedJob, maxAgeMs?: number) => (await parts.producer.submit(job, { maxAgeMs })).job;
const claim = (job: AcceptedJob) => parts.store.claim(claimed(job), 'w');
const finish = (job: AcceptedJob, outcome: JobOutcome = STATES) => parts.endings.finish(job, 'succeeded', outcome);
const stateOf = async ({ id }: AcceptedJob) => parts.store.find(id);
/** One reading from its acceptance to its end. */
const readOnce = async () => {
  const job = read();
  await accept(job);
  await claim(job);
  await finish(job);
  return job;
};

useRedis((client) => {
  redis = client;
});
beforeEach(() => {
  parts = queueParts(redis);
});
afterEach(async () => {
  expect(await listsIn(redis)).toEqual(await listsByRecords(redis, parts.keys));
});

describe('reads of the same', () => {
  it('are one command for all that came before its end, and each has its own record', async () => {
    const [first, second, third] = [read(), read({ correlationId: 'c-2' }), read()];
    await accept(first);
    expect(await accept(second)).toMatchObject({ status: 'queued', isInLine: true });
    expect(await parts.lines.placeOf({ ...second, generation: '0' })).toEqual({ position: 1, holder: first.id });
    await claim(first);
    expect(await stateOf(second)).toMatchObject({ status: 'running', startedAt: expect.any(String) });
    expect(await accept(third)).toMatchObject({ status: 'running' });
    expect(await finish(first)).toMatchObject({ isEnded: true, sharers: [second.id, third.id] });
    expect(parts.bull.queued).toEqual([first.id]);
    for (const job of [second, third]) {
      expect(await stateOf(job)).toMatchObject({ ...job, status: 'succeeded', ...STATES, sharedFrom: first.id });
    }
    expect(await parts.store.findMany([{ zone: 'docker', id: third.id }])).toMatchObject([STATES]);
    const refs = [first, second, third].map(({ id }) => ({ zone: 'docker', id }));
    expect(await parts.store.findMany(refs)).toMatchObject([STATES, STATES, STATES]);
    expect(await stateOf(first)).not.toHaveProperty('sharedFrom');
    expect(await redis.zcard(parts.keys.waiting('docker'))).toBe(0);
    expect(await redis.zcard(parts.keys.running('docker'))).toBe(0);
  });

  it('fail together, each with its own correlation id', async () => {
    const [first, second] = [read(), read({ correlationId: 'c-2' })];
    for (const job of [first, second]) await accept(job);
    await claim(first);
    const error = { code: 'HOST_UNREACHABLE', correlationId: first.correlationId } as unknown as NonNullable<
      JobOutcome['error']
    >;
    await parts.endings.finish(first, 'failed', { error });
    expect(await stateOf(second)).toMatchObject({
      status: 'failed',
      error: { code: error.code, correlationId: 'c-2' },
    });
  });

  it.each([
    ['host', read({ target: { ...target, host: 'b.socgen' } })],
    ['environment', read({ target: { ...target, environment: 'Production' } })],
    ['trigram', read({ target: { ...target, trigram: 'RCR' } })],
    ['input', read({ input: { service: 'INT_A' } })],
    ['operation', read({ operation: 'repositories.list' })],
  ])('are not reads of another %s', async (_what, other) => {
    await accept(read());
    await accept(other);
    expect(parts.bull.queued).toHaveLength(2);
  });

  it('that come when it has ended read anew', async () => {
    await readOnce();
    await accept(read());
    expect(parts.bull.queued).toHaveLength(2);
  });
});

describe('a reading under way', () => {
  it('is not told to those who came after a change of the domain had ended', async () => {
    const [early, late] = [read(), read()];
    await accept(early);
    await claim(early);
    const stop = change();
    await accept(stop);
    await claim(stop);
    await parts.endings.finish(stop, 'succeeded', {});
    expect(await accept(late)).toMatchObject({ status: 'queued' });
    expect(parts.bull.queued).toEqual([early.id, stop.id, late.id]);
    expect(await finish(early)).toMatchObject({ sharers: [] });
    expect((await stateOf(late))?.status).toBe('queued');
  });

  it('nor after one whose outcome is not known', async () => {
    const early = read();
    await accept(early);
    await claim(early);
    const stop = change();
    await accept(stop);
    await claim(stop);
    await parts.store.doubt(stop, {});
    await accept(read());
    expect(parts.bull.queued).toHaveLength(3);
  });

  it('goes on for the others when its own caller takes it back, before it begins or while it runs', async () => {
    for (const isRunning of [false, true]) {
      const [first, second, third] = [read(), read(), read()];
      for (const job of [first, second, third]) await accept(job);
      if (isRunning) await claim(first);
      await parts.endings.finish(first, 'cancelled', {});
      expect(parts.bull.queued.at(-1)).toBe(second.id);
      expect((await claim(second)).kind).toBe(isRunning ? 'again' : 'first');
      expect(await finish(second)).toMatchObject({ sharers: [third.id] });
    }
  });

  it('loses one of those who share it without a trace', async () => {
    const [first, second, third] = [read(), read(), read()];
    for (const job of [first, second, third]) await accept(job);
    await claim(first);
    expect(await parts.endings.finish(second, 'cancelled', {}, 'queued')).toMatchObject({ isEnded: true });
    expect(await finish(first)).toMatchObject({ sharers: [third.id] });
    expect((await stateOf(second))?.status).toBe('cancelled');
  });

  it('is not told to one that had expired: a final state never changes', async () => {
    const [first, second] = [read(), read()];
    for (const job of [first, second]) await accept(job);
    await redis.hset(parts.keys.job('docker', second.id), 'notAfter', Date.now() - 1);
    expect((await stateOf(second))?.status).toBe('expired');
    await claim(first);
    expect(await finish(first)).toMatchObject({ sharers: [] });
    expect((await stateOf(second))?.status).toBe('expired');
    expect(await redis.zrange(parts.keys.waiting('docker'), 0, -1)).toEqual([second.id]);
  });

  it('finds its next reader also where nobody could be told: among what runs in no queue', async () => {
    const [first, second] = [read(), read()];
    for (const job of [first, second]) await accept(job);
    await claim(first);
    parts.bull.refuses = true;
    await parts.endings.finish(first, 'cancelled', {});
    expect(await redis.zrange(parts.keys.running('docker'), 0, -1)).toEqual([second.id]);
  });
});

describe('maxAge', () => {
  it('is answered at once by a reading that is young enough', async () => {
    const first = await readOnce();
    const job = read();
    expect(await accept(job, 60_000)).toMatchObject({ ...job, status: 'succeeded', ...STATES, sharedFrom: first.id });
    expect((await stateOf(job))?.sourceFinishedAt).toBe((await stateOf(first))?.finishedAt);
    expect(parts.bull.queued).toEqual([first.id]);
    const forgotten = async ({ id }: AcceptedJob) => Number(await redis.zscore(parts.keys.ended('docker'), id));
    expect(await forgotten(first)).toBeGreaterThan(await forgotten(job));
  });

  it('is not answered by one that is too old, or was before a change', async () => {
    const first = await readOnce();
    await accept(read(), -1);
    expect(parts.bull.queued).toHaveLength(2);
    await redis.flushall();
    await readOnce();
    const stop = change();
    await accept(stop);
    await claim(stop);
    await parts.endings.finish(stop, 'failed', {});
    expect(await accept(read(), 60_000)).toMatchObject({ status: 'queued' });
    expect(await stateOf(first)).toBeUndefined();
  });

  it('is not answered by a record that was ended before any worker began it', async () => {
    const first = read();
    await accept(first);
    expect(await finish(first)).toMatchObject({ isEnded: true });
    expect(await accept(read(), 60_000)).toMatchObject({ status: 'queued' });
  });

  it('shares no reading that began before it, and those who come later share the new one', async () => {
    const [old, fresh, later] = [read(), read(), read()];
    await accept(old);
    await claim(old);
    await redis.hset(parts.keys.job('docker', old.id), 'startedAt', Date.now() - 1_000);
    expect(await accept(fresh, 0)).toMatchObject({ status: 'queued' });
    expect(await accept(later)).toMatchObject({ status: 'queued', isInLine: true });
    expect(parts.bull.queued).toEqual([old.id, fresh.id]);
    expect(await finish(old)).toMatchObject({ sharers: [] });
    await claim(fresh);
    expect(await finish(fresh)).toMatchObject({ sharers: [later.id] });
  });
});

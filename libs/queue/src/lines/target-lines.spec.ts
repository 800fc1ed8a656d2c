import { describe, expect, it } from '@jest/globals';
import { toProblem } from '#libs/platform';
import type { AcceptedJob } from '../jobs/job.js';
import { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { aJob, claimed } from '../testing/a-job.js';
import { type FakeBull, queueParts } from '../testing/queue-parts.js';
import { useRedis } from '../testing/use-redis.js';

const keys = new QueueKeys('t');
const { service: _, ...target } = aJob().target;
let redis: RedisClient;
let bull: FakeBull;

const change = (service = 'INT_A', more: Partial<AcceptedJob> = {}) =>
  aJob({ target: { ...target, service }, input: { service }, ...more });

/** New parts; what Bull gets is seen in `queued`. */
function parts(startWithinMs?: number) {
  const made = queueParts(redis, startWithinMs);
  ({ bull } = made);
  return made;
}

useRedis((client) => {
  redis = client;
});

describe('a change whose target another has', () => {
  it('is refused, says who has it to nobody but us, and leaves nothing behind', async () => {
    const { producer, store } = parts();
    const [first, second] = [change(), change('int_a')];
    await producer.submit(first);
    const refusal = await producer.submit(second).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'TARGET_BUSY', status: 409, holder: first.id });
    expect(JSON.stringify(toProblem(refusal, 'c'))).not.toMatch(new RegExp(`${first.id}|alice|stop`));
    expect(await store.find(second.id)).toBeUndefined();
    expect(bull.queued).toEqual([first.id]);
  });

  it('waits in line if it may, and begins when all before it have ended', async () => {
    const { queue, end, lines, store } = parts();
    const jobs = [change(), change(), change()];
    for (const job of jobs) await queue(job);
    const [first, second, third] = jobs as [AcceptedJob, AcceptedJob, AcceptedJob];
    expect(bull.queued).toEqual([first.id]);
    expect(await lines.placeOf(third)).toEqual({ position: 2, holder: first.id });
    expect(await store.find(third.id)).toMatchObject({ status: 'queued', isInLine: true });
    await end(first);
    expect(bull.queued).toEqual([first.id, second.id]);
    expect(await store.find(second.id)).not.toHaveProperty('isInLine');
    await end(second, 'failed');
    expect(bull.queued).toEqual(jobs.map(({ id }) => id));
  });

  it('has a number that is higher than those before it', async () => {
    const { queue, store } = parts();
    const fences: bigint[] = [];
    for (const job of [change(), change('INT_B'), change()]) {
      await queue(job);
      fences.push(BigInt((await store.find(job.id))?.fence ?? 0));
    }
    expect(fences).toEqual(fences.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(fences).size).toBe(3);
  });

  it('is let through once the one before it has ended in whatever way', async () => {
    const { producer, end } = parts();
    for (const status of ['succeeded', 'failed', 'cancelled', 'expired', 'unknown'] as const) {
      const job = change();
      await producer.submit(job);
      await end(job, status);
    }
    expect(bull.queued).toHaveLength(5);
  });

  it('keeps it also while the worker of that one is lost: only a truth about the job frees its target', async () => {
    const { producer, store } = parts();
    const holder = change();
    await producer.submit(holder);
    await store.claim(claimed(holder), 'a worker that died');
    await expect(producer.submit(change())).rejects.toMatchObject({ code: 'TARGET_BUSY' });
  });

  it('is not kept by one that can begin no more', async () => {
    const { producer } = parts(-1);
    await producer.submit(change());
    await producer.submit(change());
    expect(bull.queued).toHaveLength(2);
  });

  it('that leaves the line lets nobody begin before his time', async () => {
    const { queue, end } = parts();
    const [first, second, third] = [change(), change(), change()];
    for (const job of [first, second, third]) await queue(job);
    await end(second, 'cancelled');
    expect(bull.queued).toEqual([first.id]);
    await end(first);
    expect(bull.queued).toEqual([first.id, third.id]);
  });

  it('begins later where it could not be put on its queue at once', async () => {
    const { queue, end, producer, store } = parts();
    const [first, second] = [change(), change()];
    for (const job of [first, second]) await queue(job);
    bull.refuses = true;
    expect(await end(first)).toMatchObject({ isEnded: true });
    bull.refuses = false;
    for (const job of await store.findMany([{ zone: 'docker', id: second.id }])) await producer.ensureQueued(job);
    expect(bull.queued).toEqual([first.id, second.id]);
  });

  it('is brought to its queue where it was accepted and no more', async () => {
    const { producer, store, end } = parts();
    const [first, second] = [change(), change()];
    const ensure = async ({ id }: AcceptedJob) => {
      for (const job of await store.findMany([{ zone: 'docker', id }])) await producer.ensureQueued(job);
    };
    await store.accept(first);
    await store.accept(second, { onConflict: 'queue' });
    await ensure(first);
    await ensure(second);
    expect(bull.queued).toEqual([first.id]);
    await end(first);
    expect(bull.queued).toEqual([first.id, second.id]);
  });

  it('is not in its own way where the answer was lost and the command came again', async () => {
    const { store, end, lines, queue } = parts();
    const [first, second, third] = [change(), change(), change()];
    const once = await store.accept(first);
    expect(await store.accept(first)).toEqual(once);
    await queue(second);
    const waits = await store.accept(third, { onConflict: 'queue' });
    expect(await store.accept(third, { onConflict: 'queue' })).toEqual(waits);
    expect(await lines.placeOf(third)).toEqual({ position: 2, holder: first.id });
    await end(first);
    await end(second);
    await end(third);
    expect(await redis.llen(keys.line('docker', 'dom_a/development/service/int_a'))).toBe(0);
  });

  it('does not believe a record of another zone or another job', async () => {
    const { store } = parts();
    const job = change();
    await store.accept(job);
    const [forged, other] = [
      { ...job, target: { ...job.target, zone: 'vm' } },
      { ...job, id: change().id },
    ];
    for (const accepted of [forged, other]) {
      await redis.hset(keys.job('docker', job.id), 'accepted', JSON.stringify(accepted));
      expect(await store.find(job.id)).toBeUndefined();
      expect(await store.findMany([{ zone: 'docker', id: job.id }])).toEqual([]);
    }
  });
});

describe('what may run beside a change', () => {
  it('is a change of another service, environment or domain, and a read of any', async () => {
    const { producer } = parts();
    const others = [
      change('INT_B'),
      change('INT_A', { target: { ...target, service: 'INT_A', environment: 'Production' } }),
      change('INT_A', { target: { ...target, service: 'INT_A', domain: 'DOM_B' } }),
      aJob({ target: { ...target, repository: 'INT_A' } }),
      change('INT_A', { kind: 'read' }),
      change('INT_B', { kind: 'read' }),
    ];
    for (const job of [change(), ...others]) await producer.submit(job);
    expect(bull.queued).toHaveLength(7);
  });

  it('is no kill in the same repository, whomever it means', async () => {
    const { producer } = parts();
    const kill = (connectionId: string) => aJob({ target: { ...target, repository: 'REP_A', connectionId } });
    await producer.submit(kill('1'));
    await expect(producer.submit(kill('2'))).rejects.toMatchObject({ code: 'TARGET_BUSY' });
  });
});

describe('a key that was used before', () => {
  it('finds its job in the line, once', async () => {
    const { producer, end } = parts();
    const [first, second] = [change(), change()];
    await producer.submit(first);
    const terms = { onConflict: 'queue', idempotency: { key: 'k', fingerprint: 'f' } } as const;
    await producer.submit(second, terms);
    expect(await producer.submit(change(), terms)).toMatchObject({ job: { id: second.id }, isReplay: true });
    await end(first);
    expect(bull.queued).toEqual([first.id, second.id]);
  });

  it('finds its job also while that has the target', async () => {
    const { producer } = parts();
    const first = change();
    const terms = { idempotency: { key: 'k', fingerprint: 'f' } };
    await producer.submit(first, terms);
    expect(await producer.submit(change(), terms)).toMatchObject({ job: { id: first.id }, isReplay: true });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest } from '@jest/globals';
import { SERVICE, ZONE } from '../../support/stack/estate.js';
import { Forge } from '../../support/stack/forge.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

/** Somebody who can read and write Redis keeps what the API wrote there, and puts it back later. */
describe('jobs that are played back', () => {
  const { stack, api, host, test } = useStack();
  let forge: Forge;
  let job: Job;
  let began: number;

  beforeAll(() => {
    forge = new Forge(stack());
  });
  afterAll(() => forge?.close());
  beforeEach(async () => {
    job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expect(job.status).toBe('succeeded');
    await forge.settled(ZONE, job.id);
    began = host().ledger.length;
  });
  /** What ran on the host since the job ended. */
  const ran = () => host().ledger.slice(began);

  const again = async (id = job.id) => forge.put(ZONE, id, await forge.envelopeOf(ZONE, id));
  const edit = async (fields: Record<string, string>, without: string[] = [], id = job.id) => {
    for (const pair of Object.entries(fields))
      await stack().parts.redis.client.hset(forge.recordKey(ZONE, id), ...pair);
    if (without.length > 0) await stack().parts.redis.client.hdel(forge.recordKey(ZONE, id), ...without);
  };

  test('under its own id, after its end: refused and audited each time, nothing runs', async () => {
    const refused = { status: 'refused', code: 'ENVELOPE_REFUSED' };
    expect([await again(), await again()]).toEqual([refused, refused]);
    const records = await forge.refusals(job.id, 2);
    expect(records).toMatchObject([{ target: { zone: ZONE }, outcome: 'refused' }, { outcome: 'refused' }]);
    expect(ran()).toEqual([]);
    expect(await api().read(job.id)).toEqual(job);
  });

  test('a delivery that Bull repeats because a worker died as its job ended is no replay; the one after it is', async () => {
    await edit({}, ['settled']);
    expect(await again()).toEqual({ status: 'succeeded' });
    await forge.settled(ZONE, job.id);
    expect(stack().audit.of(job.id, 'job.refused')).toEqual([]);
    expect(await again()).toMatchObject({ status: 'refused' });
    expect(await forge.refusals(job.id)).toHaveLength(1);
    expect(ran()).toEqual([]);
  });

  test('a job that was taken back is refused too: the cancel took it out of the queue', async () => {
    await stack().worker().end();
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    const envelope = await forge.envelopeOf(ZONE, id);
    expect((await api().ask('POST', routes.cancel(id))).body).toMatchObject({ status: 'cancelled' });
    expect(await forge.envelopeOf(ZONE, id)).toBeUndefined();
    await stack().startWorker('worker');
    expect(await forge.put(ZONE, id, envelope)).toMatchObject({ status: 'refused' });
    expect(await forge.refusals(id)).toHaveLength(1);
    expect([ran(), (await api().read(id)).status]).toEqual([[], 'cancelled']);
  });

  test('with its record of before put back, in time: the gate on the host lets nothing happen twice', async () => {
    await edit({ status: 'queued' }, ['settled', 'outcome', 'finishedAt']);
    expect(await again()).toEqual({ status: 'succeeded' });
    expect(host().count('DisableService', 'start')).toBe(1);
    expect(stack().audit.of(job.id, 'job.started')).toHaveLength(2);
  });

  for (const [status, outcome] of [
    ['queued', 'expired'],
    ['running', 'expired'],
  ] as const) {
    test(`a job past its deadline, with a record that says "${status}" and a later deadline: ${outcome}, no effect`, async () => {
      // Else there would be nothing to do.
      host().reset();
      const id = randomUUID();
      const { redis } = stack().parts;
      const old = await redis.client.hgetall(forge.recordKey(ZONE, job.id));
      const accepted = JSON.stringify({ ...(JSON.parse(old['accepted'] ?? '') as object), id });
      await edit({ ...old, accepted, status, notAfter: '32503680000000' }, ['settled', 'outcome', 'finishedAt'], id);
      const { job: text } = await forge.envelopeOf(ZONE, job.id);
      const late = { ...(JSON.parse(text) as object), id, notAfter: new Date(Date.now() - 1_000).toISOString() };
      expect(await forge.put(ZONE, id, forge.seal(ZONE, late))).toMatchObject({ status: outcome });
      expect(stack().audit.of(id, 'job.finished')).toMatchObject([{ outcome }]);
      expect(host().count('DisableService', 'start')).toBe(0);
    });
  }
});

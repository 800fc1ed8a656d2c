import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import Bull from 'bull';
import { FOREIGN_ZONE, OTHER_SERVICE, SERVICE, ZONE } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor } from '../../support/wait-until.js';

jest.setTimeout(120_000);

interface Envelope {
  v: number;
  job: string;
  mac: string;
}

/** Somebody who can write to Redis puts jobs into Bull, past the API. */
describe('jobs that the API did not queue', () => {
  const { stack, api, host, test } = useStack();
  let queue: Bull.Queue;
  let genuine: { job: Job; envelope: Envelope };

  beforeAll(async () => {
    queue = new Bull(`informatica:${ZONE}`, stack().parts.redis.url, { prefix: 'etlaas:bull' });
    const job = await api().run('POST', routes.change(OTHER_SERVICE, 'stop'));
    expect(job.status).toBe('succeeded');
    genuine = { job, envelope: (await queue.getJob(job.id))?.data as Envelope };
  });
  afterAll(() => queue?.close());

  /** As the API signs: without this the tests of what is signed, but wrong, would only test the signature. */
  const sealed = (zone: typeof ZONE | typeof FOREIGN_ZONE, job: object, keyOf = zone): Envelope => {
    const text = JSON.stringify(job);
    const key = stack().apps.zoneKeys[keyOf];
    return { v: 1, job: text, mac: createHmac('sha256', key).update(`etlaas:1:${zone}\n`).update(text).digest('hex') };
  };
  const signedJob = (changes: object) => ({ ...(JSON.parse(genuine.envelope.job) as object), ...changes });
  const edited = (from: string, to: string) => genuine.envelope.job.replaceAll(from, to);
  const inForeignZone = (id: string) => {
    const job = signedJob({ id }) as { target: object };
    return { ...job, target: { ...job.target, zone: FOREIGN_ZONE } };
  };

  const forgeries: Record<string, (id: string) => unknown> = {
    'no envelope at all': () => ({ operation: 'integration-service.stop', service: SERVICE }),
    nothing: () => null,
    'a signature that is made up': (id) => ({ ...genuine.envelope, job: JSON.stringify(signedJob({ id })), mac: '00' }),
    'a signature of the right length': (id) => ({ ...sealed(ZONE, signedJob({ id })), mac: '0'.repeat(64) }),
    'a genuine job, edited': () => ({ ...genuine.envelope, job: edited(OTHER_SERVICE, SERVICE) }),
    'a genuine job, queued again under another id': () => genuine.envelope,
    'another version': (id) => ({ ...sealed(ZONE, signedJob({ id })), v: 2 }),
    'a job of another zone, signed with its key': (id) => sealed(FOREIGN_ZONE, inForeignZone(id)),
    'a job for this zone, signed with the key of another': (id) => sealed(ZONE, signedJob({ id }), FOREIGN_ZONE),
    'a job that names another zone, signed with the key of this': (id) => sealed(ZONE, inForeignZone(id)),
    'a signed job without a record': (id) => sealed(ZONE, signedJob({ id })),
  };

  for (const [what, forge] of Object.entries(forgeries)) {
    test(`${what}: refused, audited, not run`, async () => {
      const id = randomUUID();
      await queue.add('integration-service.stop', forge(id), { jobId: id });
      const [record] = await waitFor('the refusal is audited', () => {
        const records = stack().audit.of(id, 'job.refused');
        return records.length > 0 && records;
      });
      expect(record).toMatchObject({ outcome: 'refused', details: { code: 'ENVELOPE_REFUSED' } });
      const processed = (await (await queue.getJob(id))?.finished()) as { status?: string } | undefined;
      expect(['refused', 'missing']).toContain(processed?.status);
      expect(host().ledger).toEqual([]);
      expect((await api().ask('GET', `/v1/jobs/${id}`)).status).toBe(404);
    });
  }

  test('a genuine job that is played back under its own id ends nothing and runs nothing', async () => {
    const { job, envelope } = genuine;
    await (await queue.getJob(job.id))?.remove();
    const again = await queue.add('integration-service.stop', envelope, { jobId: job.id });
    expect(await again.finished()).toEqual({ status: 'succeeded' });
    expect(host().ledger).toEqual([]);
    expect(await api().read(job.id)).toEqual(job);
  });
});

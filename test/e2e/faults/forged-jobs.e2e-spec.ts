import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { FOREIGN_ZONE, OTHER_SERVICE, SERVICE, ZONE } from '../../support/stack/estate.js';
import { type Envelope, Forge } from '../../support/stack/forge.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

/** Somebody who can write to Redis puts jobs into Bull, past the API. */
describe('jobs that the API did not queue', () => {
  const { stack, api, host, test } = useStack();
  let forge: Forge;
  let genuine: { job: Job; envelope: Envelope };

  beforeAll(async () => {
    forge = new Forge(stack());
    const job = await api().run('POST', routes.change(OTHER_SERVICE, 'stop'));
    expect(job.status).toBe('succeeded');
    genuine = { job, envelope: await forge.envelopeOf(ZONE, job.id) };
  });
  afterAll(() => forge?.close());

  const signedJob = (changes: object) => ({ ...(JSON.parse(genuine.envelope.job) as { target: object }), ...changes });
  const edited = (from: string, to: string) => genuine.envelope.job.replaceAll(from, to);
  const inForeignZone = (id: string) => {
    const job = signedJob({ id });
    return { ...job, target: { ...job.target, zone: FOREIGN_ZONE } };
  };

  const forgeries: Record<string, (id: string) => unknown> = {
    'no envelope at all': () => ({ operation: 'integration-service.stop', service: SERVICE }),
    nothing: () => null,
    'a signature that is made up': (id) => ({ ...genuine.envelope, job: JSON.stringify(signedJob({ id })), mac: '00' }),
    'a signature of the right length': (id) => ({ ...forge.seal(ZONE, signedJob({ id })), mac: '0'.repeat(64) }),
    'a genuine job, edited': () => ({ ...genuine.envelope, job: edited(OTHER_SERVICE, SERVICE) }),
    'a genuine job, queued again under another id': () => genuine.envelope,
    'another version': (id) => ({ ...forge.seal(ZONE, signedJob({ id })), v: 2 }),
    'a job of another zone, signed with its key': (id) => forge.seal(FOREIGN_ZONE, inForeignZone(id)),
    'a job for this zone, signed with the key of another': (id) => forge.seal(ZONE, signedJob({ id }), FOREIGN_ZONE),
    'a job that names another zone, signed with the key of this': (id) => forge.seal(ZONE, inForeignZone(id)),
    'a signed job without a record': (id) => forge.seal(ZONE, signedJob({ id })),
  };

  for (const [what, forged] of Object.entries(forgeries)) {
    test(`${what}: refused, audited, not run`, async () => {
      const id = randomUUID();
      expect(await forge.put(ZONE, id, forged(id))).toEqual({ status: 'refused', code: 'ENVELOPE_REFUSED' });
      expect(await forge.refusals(id)).toMatchObject([{ outcome: 'refused', details: { code: 'ENVELOPE_REFUSED' } }]);
      expect(host().ledger).toEqual([]);
      expect((await api().ask('GET', `/v1/jobs/${id}`)).status).toBe(404);
    });
  }

  const edits: Record<string, object> = {
    'its deadline': { notAfter: '2999-01-01T00:00:00.000Z' },
    'its operation': { operation: 'integration-service.start' },
    'its input': { input: { service: SERVICE } },
    'its host': { target: { host: 'etl-mae-p01.test.socgen' } },
    'its requester': { requestedBy: { subject: 'ops', login: 'ops' } },
    'its kind': { kind: 'read' },
  };

  for (const [what, change] of Object.entries(edits)) {
    test(`a genuine job with ${what} edited, in its own place: refused, audited, and its record stays as it was`, async () => {
      const { job, envelope } = genuine;
      const before = stack().audit.of(job.id, 'job.refused').length;
      const text = JSON.stringify(signedJob(change));
      expect(text).not.toBe(envelope.job);
      expect(await forge.put(ZONE, job.id, { ...envelope, job: text })).toMatchObject({ status: 'refused' });
      expect((await forge.refusals(job.id, before + 1)).at(-1)).toMatchObject({
        details: { code: 'ENVELOPE_REFUSED' },
      });
      expect(host().ledger).toEqual([]);
      expect(await api().read(job.id)).toEqual(job);
    });
  }
});

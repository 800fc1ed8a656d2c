import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { DOMAIN, FOREIGN, FOREIGN_ZONE, HOSTS, SERVICE, ZONE } from '../../support/stack/estate.js';
import { type Envelope, Forge } from '../../support/stack/forge.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { foreignRoutes, routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

/** One worker serves two zones; by its own inventory the second has no host. */
describe('a worker with the keys of two zones', () => {
  const { stack, api, host, test } = useStack({ workers: [] });
  let forge: Forge;
  let genuine: { job: Job; envelope: Envelope };

  beforeAll(async () => {
    const { zoneKeys } = stack().apps;
    const inventory = join(stack().parts.folder, 'worker-inventory.csv');
    const { sshd, informatica } = stack().parts;
    const login = `127.0.0.1,${sshd.port},${stack().user.name},${informatica.home}`;
    const { hostname, environment } = HOSTS.pinned;
    const header = 'hostname,domain,environment,zone,address,port,user,infa_home';
    writeFileSync(inventory, `${header}\n${hostname},${DOMAIN},${environment},${ZONE},${login}\n`);
    await stack().startWorker('both', {
      WORKER_ZONES: `${ZONE},${FOREIGN_ZONE}`,
      ZONE_KEYS: [ZONE, FOREIGN_ZONE].map((zone) => `${zone}=${zoneKeys[zone as typeof ZONE]}`).join(','),
      INVENTORY_FILE: inventory,
    });
    forge = new Forge(stack());
    const job = await api().run('GET', routes.service(SERVICE));
    genuine = { job, envelope: await forge.envelopeOf(ZONE, job.id) };
  });
  afterAll(() => forge?.close());

  const signedJob = (id: string, zone: string) => {
    const job = JSON.parse(genuine.envelope.job) as { target: object };
    return { ...job, id, target: { ...job.target, zone } };
  };

  const misplaced: Record<string, (id: string) => [id: string, Envelope]> = {
    'the genuine envelope of a job of the first': () => [genuine.job.id, genuine.envelope],
    'a job of the second, signed with the key of the first': (id) => [
      id,
      forge.seal(FOREIGN_ZONE, signedJob(id, FOREIGN_ZONE), ZONE),
    ],
    'a job of the first, signed with the key of the second': (id) => [
      id,
      forge.seal(FOREIGN_ZONE, signedJob(id, ZONE)),
    ],
    'a job of the second, signed as one of the first': (id) => [id, forge.seal(ZONE, signedJob(id, FOREIGN_ZONE))],
  };

  for (const [what, place] of Object.entries(misplaced)) {
    test(`in the queue of the second zone, ${what}: refused, audited in that zone, not run`, async () => {
      const [id, envelope] = place(randomUUID());
      expect(await forge.put(FOREIGN_ZONE, id, envelope)).toEqual({ status: 'refused', code: 'ENVELOPE_REFUSED' });
      expect(await forge.refusals(id)).toMatchObject([{ target: { zone: FOREIGN_ZONE }, outcome: 'refused' }]);
      expect(host().ledger).toEqual([]);
      expect(await api().read(genuine.job.id)).toEqual(genuine.job);
    });
  }

  test('a genuine job whose host is none of the zone by the own inventory of the worker: refused, audited, not run', async () => {
    const job = await api().run('POST', foreignRoutes.change('stop'), { as: 'neighbour' });
    expect(job).toMatchObject({ status: 'failed', error: { code: 'HOST_NOT_IN_DOMAIN' } });
    const target = { zone: FOREIGN_ZONE, host: FOREIGN.hostname };
    expect(await forge.refusals(job.id)).toMatchObject([{ target, details: { code: 'HOST_NOT_IN_DOMAIN' } }]);
    expect(stack().audit.of(job.id, 'job.finished')).toMatchObject([{ outcome: 'failed' }]);
    expect(host().ledger).toEqual([]);
  });

  test('runs the jobs of the first', async () => {
    expect(await api().run('GET', routes.service(SERVICE))).toMatchObject({ status: 'succeeded' });
  });
});

import { beforeAll, describe, expect, jest } from '@jest/globals';
import { FOREIGN_ZONE, HOSTS, TRIGRAM, ZONE } from '../../support/stack/estate.js';
import { foreignRoutes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const refusing = { acceptsChanges: false, refusal: 'no-room' };

interface Zone {
  zone: string;
  known: boolean;
  workers: { worker: string; version: string; envelope: number; fits: boolean }[];
  waiting: number;
}

/** A worker of ours, one of another release in a zone of ours, and one in a zone that the API knows nothing of. */
describe('zones and their workers are seen', () => {
  const { stack, api, test } = useStack();
  const zones = async () => (await api().ask<{ zones: Zone[] }>('GET', '/v1/zones', { as: 'ops' })).body.zones;
  const open = async (path: string) => (await fetch(new URL(path, api().origin))).text();

  beforeAll(async () => {
    const { client } = stack().parts.redis;
    const newer = { transport: 'ssh', version: '99.0.0', envelope: 2, since: new Date().toISOString(), ...refusing };
    await client.sadd(`etlaas:zone:${FOREIGN_ZONE}:workers`, 'newer-worker');
    await client.set(`etlaas:zone:${FOREIGN_ZONE}:worker:newer-worker`, JSON.stringify(newer), 'EX', 600);
    await stack().startWorker('strange-worker', { WORKER_ZONES: 'dmz', ZONE_KEYS: `dmz=${'k'.repeat(32)}` });
    await waitUntil(
      'all are seen',
      async () => (await zones()).filter(({ workers }) => workers.length > 0).length === 3,
    );
  });

  test('by ops, with what waits there', async () => {
    const since = expect.stringMatching(/^\d{4}-.*Z$/);
    const ours = {
      version: expect.stringMatching(/^\d/),
      transport: 'ssh',
      envelope: 1,
      oldestEnvelope: 1,
      fits: true,
      since,
      acceptsChanges: true,
    };
    const newer = {
      worker: 'newer-worker',
      version: '99.0.0',
      transport: 'ssh',
      envelope: 2,
      oldestEnvelope: 2,
      fits: false,
      since,
      ...refusing,
    };
    const { id } = await api().submit('GET', foreignRoutes.service(), { as: 'neighbour' });
    expect(await zones()).toEqual([
      { zone: ZONE, known: true, workers: [{ worker: 'worker', ...ours }], waiting: 0, running: 0 },
      { zone: FOREIGN_ZONE, known: true, workers: [newer], waiting: 1, running: 0, oldestWaitingSince: since },
      { zone: 'dmz', known: false, workers: [{ worker: 'strange-worker', ...ours }], waiting: 0, running: 0 },
    ]);
    await api().ask('POST', `/v1/jobs/${id}/cancel`, { as: 'neighbour' });
    expect((await zones()).map(({ waiting }) => waiting)).toEqual([0, 0, 0]);
  });

  test('by ops only', async () => {
    for (const as of ['operator', 'viewer', 'neighbour'] as const) {
      expect((await api().ask('GET', '/v1/zones', { as })).status).toBe(403);
    }
  });

  test('by everybody without the names of workers', async () => {
    const ready = await open('/health/ready');
    const { zones: seen } = JSON.parse(ready) as { zones: object[] };
    expect(seen).toMatchObject([
      { zone: ZONE, workers: 1, transports: ['ssh'], known: true },
      { zone: FOREIGN_ZONE, workers: 1, versions: ['99.0.0'], known: true },
      { zone: 'dmz', workers: 1, known: false },
    ]);
    const metrics = await open('/metrics');
    expect(metrics).toContain('\netlaas_worker_info{zone="vm",transport="ssh",version="99.0.0"} 1\n');
    expect(metrics).toContain('\netlaas_workers{zone="dmz"} 1\n');
    expect(metrics).toContain('\netlaas_workers_refusing_changes{zone="vm"} 1\n');
    expect(ready + metrics).not.toMatch(/(newer|strange)-worker/);
  });

  test('by whoever may use a host', async () => {
    const { body } = await api().ask<{ domains: { hosts: object[] }[] }>('GET', `/v1/trigrams/${TRIGRAM}/domains`);
    const hosts = body.domains.flatMap((domain) => domain.hosts);
    expect(hosts).toContainEqual({ hostname: HOSTS.pinned.hostname, zone: ZONE, served: true });
    const foreign = await api().ask<typeof body>('GET', '/v1/trigrams/RCR/domains', { as: 'neighbour' });
    expect(foreign.body.domains.flatMap((domain) => domain.hosts)).toMatchObject([
      { zone: FOREIGN_ZONE, served: false },
    ]);
  });

  test('by whoever waits for a job', async () => {
    const { id } = await api().submit('GET', foreignRoutes.service(), { as: 'neighbour' });
    const { body } = await api().ask('GET', `/v1/jobs/${id}`, { as: 'neighbour' });
    expect(body.reasonWaiting).toBe(`no worker in zone ${FOREIGN_ZONE} is of a release that fits this API`);
  });
});

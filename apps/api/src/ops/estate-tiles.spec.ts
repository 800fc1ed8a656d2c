import { describe, expect, it } from '@jest/globals';
import { type InformaticaHost, Inventory } from '#libs/permission';
import type { JobFilter, JobRecord } from '#libs/queue';
import { EstateTiles } from './estate-tiles.js';

const NOW = Date.parse('2026-01-31T08:00:00Z');
const at = (agoMs: number): string => new Date(NOW - agoMs).toISOString();
const service = (name: string, agoMs: number, alive = true) => ({ name, enabled: true, alive, readAt: at(agoMs) });

const hosts = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    hostname: `h${number}`,
    domain: `DOM_${number}`,
    environment: 'Development',
    zone: 'docker',
  })) as InformaticaHost[];

class Records {
  readonly asked: JobFilter[] = [];

  constructor(private readonly jobs: Record<string, unknown[]>) {}

  readonly page = async (_scope: unknown, filter: JobFilter) => {
    this.asked.push(filter);
    const results = filter.operations?.flatMap((operation) => this.jobs[operation] ?? []) ?? [];
    return { jobs: results.map((result, number) => ({ id: `job-${number}`, result }) as JobRecord) };
  };
}

function tilesOf(records: Records, count = 1) {
  const clock = { ms: NOW };
  const inventory = new Inventory(hosts(count));
  return { clock, tiles: new EstateTiles({ current: { inventory } }, records, () => clock.ms) };
}

describe('the estate', () => {
  it('has of each service what was read last, by whatever job', async () => {
    const records = new Records({
      'integration-services.list': [{ services: [service('INT_A', 60_000), service('INT_B', 60_000)] }],
      'integration-service.get': [service('int_a', 5_000, false)],
      'integration-service.stop': [
        { changed: true, before: service('INT_B', 9_000), after: service('INT_B', 1_000, false) },
      ],
    });
    const { tiles } = tilesOf(records);
    expect(tiles.tiles).toEqual([{ domain: 'DOM_0', environment: 'Development', zone: 'docker', services: [] }]);
    await tiles.look();
    expect(tiles.tiles[0]).toMatchObject({
      lookedAt: at(0),
      services: [
        { name: 'int_a', alive: false, readAt: at(5_000) },
        { name: 'INT_B', alive: false, readAt: at(1_000) },
      ],
    });
  });

  it('takes for a reading only what looks like one: workers of a zone write it', async () => {
    const odd = [
      null,
      'text',
      7,
      {},
      { name: 'INT_A' },
      { ...service('INT_A', 0), readAt: 'never' },
      { services: [null] },
    ];
    const { tiles } = tilesOf(new Records({ 'integration-service.get': odd }));
    await tiles.look();
    expect(tiles.tiles[0]?.services).toEqual([]);
  });

  it('is looked through a few domains at a time, each in its turn', async () => {
    const records = new Records({});
    const { tiles, clock } = tilesOf(records, 20);
    const lookedAt = async () => {
      records.asked.length = 0;
      await tiles.look();
      return new Set(records.asked.map(({ domain }) => domain)).size;
    };
    expect([await lookedAt(), await lookedAt(), await lookedAt(), await lookedAt()]).toEqual([8, 8, 4, 0]);
    expect(tiles.tiles.every((domain) => domain.lookedAt)).toBe(true);
    clock.ms += 15_000;
    expect(await lookedAt()).toBe(8);
  });
});

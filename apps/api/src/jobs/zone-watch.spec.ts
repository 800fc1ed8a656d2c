import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ENVELOPE_VERSION, type Presence, type WorkerPresence } from '#libs/queue';
import { ZoneWatch } from './zone-watch.js';

const aWorker = (envelope = ENVELOPE_VERSION): Presence => ({
  worker: 'w',
  zone: 'vm',
  transport: 'ssh',
  version: '1',
  envelope,
  oldestEnvelope: envelope,
  since: '2026-11-26T12:00:00Z',
  acceptsChanges: true,
});

const workersOf = jest.fn<(zone: string) => Promise<Presence[]>>();
const zonesServed = jest.fn<() => Promise<string[]>>();
let watch: ZoneWatch;

beforeEach(() => {
  jest.resetAllMocks();
  watch = new ZoneWatch({ workersOf, zonesServed } as unknown as WorkerPresence, ['docker', 'vm']);
});

describe('why a job waits, and whether its zone is served', () => {
  it.each<[string, Presence[] | Error, boolean | undefined]>([
    ['no worker in zone vm', [], false],
    ['no worker in zone vm is of a release that fits this API', [aWorker(ENVELOPE_VERSION + 1), aWorker(0)], false],
    ['waiting for a free worker in zone vm', [aWorker(ENVELOPE_VERSION + 1), aWorker()], true],
    [
      'waiting for a free worker in zone vm',
      [{ ...aWorker(ENVELOPE_VERSION + 1), oldestEnvelope: ENVELOPE_VERSION }],
      true,
    ],
    ['the workers of zone vm cannot be seen now', new Error('away'), undefined],
  ])('%s', async (words, answer, served) => {
    if (answer instanceof Error) workersOf.mockRejectedValue(answer);
    else workersOf.mockResolvedValue(answer);
    expect([await watch.reasonWaiting('vm'), await watch.isServed('vm')]).toEqual([words, served]);
  });

  it('is asked for once, however many ask', async () => {
    workersOf.mockResolvedValue([aWorker()]);
    await Promise.all(Array.from({ length: 50 }, () => watch.reasonWaiting('vm')));
    expect(workersOf).toHaveBeenCalledTimes(1);
  });

  it('is asked for again after a fault', async () => {
    workersOf.mockRejectedValueOnce(new Error('away')).mockResolvedValue([aWorker()]);
    expect([await watch.isServed('vm'), await watch.isServed('vm')]).toEqual([undefined, true]);
  });
});

describe('all zones', () => {
  it('are ours, and then the strange ones that a worker serves', async () => {
    zonesServed.mockResolvedValue(['dmz', 'vm']);
    expect(await watch.allZones()).toEqual(['docker', 'vm', 'dmz']);
    expect(['vm', 'dmz'].map((zone) => watch.knows(zone))).toEqual([true, false]);
  });
});

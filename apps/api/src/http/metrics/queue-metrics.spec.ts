import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import type { ZoneQueues } from '#libs/queue';
import type { ZoneOverview } from '../../zones/zone-overview.js';
import { QueueMetrics } from './queue-metrics.js';

const NOW = Date.parse('2026-11-26T12:00:00Z');

interface Waiting {
  timestamp: number;
  attemptsMade: number;
  processedOn?: number;
}

const getWaiting = jest.fn<(start: number, end: number) => Promise<(Waiting | null)[]>>();
const waiting = (ageMs: number): Waiting => ({ timestamp: NOW - ageMs, attemptsMade: 0 });
const queue = { getJobCounts: async () => ({ waiting: 1 }), getWaiting };
const overview = {
  watch: { allZones: async () => ['vm'] },
  inDoubt: async () => 0,
  of: async () => ({ workers: [], oldestWaitingSince: '2026-11-26T11:00:00Z' }),
};

/** The value of a gauge of zone vm, as it is scraped. */
async function scraped(name: string): Promise<number> {
  const queues = new Map([['vm', queue]]) as unknown as ZoneQueues;
  const metrics = new QueueMetrics(new Registry(), queues, overview as unknown as ZoneOverview);
  return Number(new RegExp(`^${name}\\{zone="vm"\\} (\\S+)$`, 'm').exec(await metrics.text())?.[1]);
}

describe('the age by which workers are scaled', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is that of the job that is the next to be taken, not of one that waits for its target', async () => {
    getWaiting.mockResolvedValue([waiting(12_000), waiting(3_000)]);
    expect([await scraped('etlaas_oldest_ready_seconds'), await scraped('etlaas_oldest_waiting_seconds')]).toEqual([
      12, 3600,
    ]);
    expect(getWaiting).toHaveBeenCalledWith(0, 19);
  });

  it('is not that of a job that some worker had before, nor of one that is gone', async () => {
    const failed = { ...waiting(3_600_000), attemptsMade: 2, processedOn: NOW - 9_000 };
    const retriedByHand = { ...waiting(7_200_000), attemptsMade: 1 };
    const stalled = { ...waiting(1_800_000), processedOn: NOW - 60_000 };
    getWaiting.mockResolvedValueOnce([failed, retriedByHand, null, stalled, waiting(7_000)]);
    getWaiting.mockResolvedValueOnce([failed, retriedByHand, null, stalled]);
    const name = 'etlaas_oldest_ready_seconds';
    expect([await scraped(name), await scraped(name)]).toEqual([7, 0]);
  });

  it('is nothing where all that waits waits for its target, or the clock of another process is ahead', async () => {
    getWaiting.mockResolvedValueOnce([]).mockResolvedValueOnce([waiting(-500)]);
    expect([await scraped('etlaas_oldest_ready_seconds'), await scraped('etlaas_oldest_ready_seconds')]).toEqual([
      0, 0,
    ]);
  });
});

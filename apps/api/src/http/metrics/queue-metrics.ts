import { Gauge, type Registry } from 'prom-client';
import type { ZoneQueues } from '#libs/queue';
import type { ZoneOverview } from '../../zones/zone-overview.js';

/** How many of those that are next are looked at, for one that was never tried. */
const LOOKED_AT = 20;

/** What Bull knows of a job that waits; a time of begin where a worker had it. */
interface WaitingJob {
  attemptsMade: number;
  processedOn?: number | undefined;
}

/** What is read at the moment of a scrape: queues and workers. */
export class QueueMetrics {
  private readonly depth: Gauge<'zone' | 'state'>;
  private readonly workers: Gauge<'zone'>;
  private readonly refusing: Gauge<'zone'>;
  private readonly workerKinds: Gauge<'zone' | 'transport' | 'version'>;
  private readonly oldest: Gauge<'zone'>;
  private readonly ready: Gauge<'zone'>;
  private readonly doubts: Gauge<'zone'>;

  constructor(
    private readonly registry: Registry,
    private readonly queues: ZoneQueues,
    private readonly zones: ZoneOverview,
  ) {
    const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
      new Gauge({ name, help, labelNames, registers: [registry] });
    this.depth = gauge('etlaas_queue_jobs', 'Jobs in Bull', 'zone', 'state');
    this.workers = gauge('etlaas_workers', 'Workers seen', 'zone');
    this.refusing = gauge(
      'etlaas_workers_refusing_changes',
      'Workers seen that begin no change, as its audit records may not be kept',
      'zone',
    );
    this.workerKinds = gauge(
      'etlaas_worker_info',
      'Workers seen, by transport and release',
      'zone',
      'transport',
      'version',
    );
    this.oldest = gauge(
      'etlaas_oldest_waiting_seconds',
      'How long the job that waits longest has waited; 0 where none waits',
      'zone',
    );
    this.ready = gauge(
      'etlaas_oldest_ready_seconds',
      'How long the new job that waits longest for a free worker has; no job that waits for its target or was tried before',
      'zone',
    );
    this.doubts = gauge('etlaas_jobs_in_doubt', 'Changes whose outcome is unknown and verified again', 'zone');
  }

  /** The exposition text. Redis being away leaves the last known numbers out, not the whole page. */
  async text(): Promise<string> {
    const { depth, workers, refusing, workerKinds, oldest, ready, doubts } = this;
    for (const gauge of [depth, workers, refusing, workerKinds, oldest, ready, doubts]) gauge.reset();
    const zones = await this.zones.watch.allZones().catch(() => [...this.queues.keys()]);
    await Promise.all(zones.map((zone) => this.readZone(zone).catch(() => undefined)));
    return this.registry.metrics();
  }

  private async readZone(zone: string): Promise<void> {
    await this.readQueue(zone);
    const { workers, oldestWaitingSince } = await this.zones.of(zone);
    this.doubts.set({ zone }, await this.zones.inDoubt(zone));
    this.workers.set({ zone }, workers.length);
    this.refusing.set({ zone }, workers.filter(({ acceptsChanges }) => !acceptsChanges).length);
    for (const { transport, version } of workers) this.workerKinds.inc({ zone, transport, version });
    this.oldest.set({ zone }, oldestWaitingSince ? secondsSince(Date.parse(oldestWaitingSince)) : 0);
  }

  /**
   * A job that waits for its target is not in its queue yet, so whatever waits there could begin with one more worker. What is delivered
   * again (in doubt, or left to another release) tells by its age when it was accepted, not for how long it waits.
   */
  private async readQueue(zone: string): Promise<void> {
    const queue = this.queues.get(zone);
    if (!queue) return;
    for (const [state, count] of Object.entries(await queue.getJobCounts())) this.depth.set({ zone, state }, count);
    const next = (await queue.getWaiting(0, LOOKED_AT - 1)).find(isNew);
    this.ready.set({ zone }, next ? secondsSince(next.timestamp) : 0);
  }
}

/** Nobody took it yet: it failed in no worker's hands, and none died with it. One that went meanwhile (null to Bull) is none. */
const isNew = (job: WaitingJob | null): boolean => job !== null && job.attemptsMade === 0 && !job.processedOn;

const secondsSince = (ms: number): number => Math.max(0, (Date.now() - ms) / 1000);

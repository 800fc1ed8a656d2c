import { Gauge, type Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import type { ZoneQueues } from '#libs/queue';
import type { ZoneWatch } from '../jobs/zone-watch.js';

/** What is read at the moment of a scrape: queues, workers and the audit log. */
export class QueueMetrics {
  private readonly depth: Gauge<'zone' | 'state'>;
  private readonly workers: Gauge<'zone'>;
  private readonly lost: Gauge;

  constructor(
    private readonly registry: Registry,
    private readonly queues: ZoneQueues,
    private readonly zones: ZoneWatch,
    private readonly audit: AuditLog,
  ) {
    const registers = [registry];
    this.depth = new Gauge({
      name: 'etlaas_queue_jobs',
      help: 'Jobs in Bull',
      labelNames: ['zone', 'state'],
      registers,
    });
    this.workers = new Gauge({ name: 'etlaas_workers', help: 'Workers seen', labelNames: ['zone'], registers });
    this.lost = new Gauge({ name: 'etlaas_audit_lost_records', help: 'Audit records lost', registers });
  }

  /** The exposition text. Redis being away leaves the last known numbers out, not the whole page. */
  async text(): Promise<string> {
    this.lost.set(this.audit.lostRecords);
    this.depth.reset();
    this.workers.reset();
    await Promise.all([...this.queues].map(([zone]) => this.readZone(zone).catch(() => undefined)));
    return this.registry.metrics();
  }

  private async readZone(zone: string): Promise<void> {
    const counts = await this.queues.get(zone)?.getJobCounts();
    for (const [state, count] of Object.entries(counts ?? {})) this.depth.set({ zone, state }, count);
    this.workers.set({ zone }, (await this.zones.workersOf(zone)).length);
  }
}

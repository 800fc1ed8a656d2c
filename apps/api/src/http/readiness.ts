import { existsSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type { AuditLog } from '#libs/audit';
import type { ZoneWatch } from '../jobs/zone-watch.js';
import type { HealthCheckView, ReadinessView } from './health.view.js';

/** Whether the API can do its work now. Workers are shown, but a zone without one does not take the API out of service. */
export class Readiness {
  constructor(
    private readonly redis: Redis,
    private readonly audit: AuditLog,
    private readonly zones: ZoneWatch,
    private readonly readyFile?: string,
  ) {}

  async check(): Promise<ReadinessView> {
    const redis = await this.checkRedis();
    const audit: HealthCheckView = (await this.audit.probe())
      ? { status: 'up' }
      : { status: 'down', detail: 'audit records cannot be written: changes are refused' };
    const isAwaited = this.readyFile !== undefined && !existsSync(this.readyFile);
    const isReady = redis.status === 'up' && audit.status === 'up' && !isAwaited;
    return { status: isReady ? 'ready' : 'not ready', redis, audit, zones: await this.seeZones() };
  }

  private async checkRedis(): Promise<HealthCheckView> {
    const answer = await this.redis.ping().catch(() => undefined);
    return answer === 'PONG' ? { status: 'up' } : { status: 'down', detail: 'Redis does not answer' };
  }

  private seeZones() {
    return Promise.all(
      this.zones.zones.map(async (zone) => ({
        zone,
        workers: (await this.zones.workersOf(zone).catch(() => [])).length,
      })),
    );
  }
}

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type AuditDelivery, type AuditTrail, checkAudit } from '#libs/audit';
import type { FileWatch } from '#libs/platform';
import { isAnswering, type RedisClient } from '#libs/queue';
import type { ZoneWatch } from '../../jobs/zone-watch.js';
import { deliveryView } from './delivery-view.js';
import type { HealthCheckView, ReadinessView, ZoneWorkersView } from './health.view.js';
import { ruleFileView } from './rule-file-views.js';

/** What is looked at. */
export interface ReadinessParts {
  redis: RedisClient;
  audit: Pick<AuditTrail, 'probe' | 'state'>;
  delivery?: AuditDelivery | undefined;
  zones: ZoneWatch;
  files: FileWatch;
}

/**
 * Whether the API can do its work now.
 *
 * Workers, rule files and delivery are shown, but a zone without a worker, a refused file or a data lake that is down does not take the
 * API out of service.
 */
export class Readiness implements BeforeApplicationShutdown {
  private isLeaving = false;

  constructor(
    private readonly parts: ReadinessParts,
    private readonly readyFile?: string,
  ) {}

  /** Whoever asks from now on is told before the door is closed, and sends nothing more. */
  beforeApplicationShutdown(): void {
    this.isLeaving = true;
  }

  /** The same, so long before: load balancers learn of it while everybody is answered as before. */
  async announceEnd(noticeMs: number): Promise<void> {
    this.isLeaving = true;
    await sleep(noticeMs);
  }

  async check(): Promise<ReadinessView> {
    const redis = await this.checkRedis();
    const audit = await checkAudit(this.parts.audit, 'changes are refused');
    const isAwaited = this.readyFile !== undefined && !existsSync(this.readyFile);
    const isWell = redis.status === 'up' && audit.status === 'up';
    const isReady = isWell && !isAwaited && !this.isLeaving;
    const files = this.parts.files.states.map(ruleFileView);
    const delivery = await deliveryView(this.parts.delivery);
    return { status: isReady ? 'ready' : 'not ready', redis, audit, delivery, zones: await this.seeZones(), files };
  }

  private async checkRedis(): Promise<HealthCheckView> {
    return (await isAnswering(this.parts.redis))
      ? { status: 'up' }
      : { status: 'down', detail: 'Redis does not answer' };
  }

  private async seeZones(): Promise<ZoneWorkersView[]> {
    const { zones } = this.parts;
    const all = await zones.allZones().catch(() => zones.zones);
    return Promise.all(
      all.map(async (zone) => {
        const workers = await zones.workersOf(zone).catch(() => []);
        return {
          zone,
          workers: workers.length,
          transports: kindsOf(workers.map(({ transport }) => transport)),
          versions: kindsOf(workers.map(({ version }) => version)),
          known: zones.knows(zone),
        };
      }),
    );
  }
}

const kindsOf = (words: readonly string[]): string[] => [...new Set(words)].sort();

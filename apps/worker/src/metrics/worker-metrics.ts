import type { Registry } from 'prom-client';
import type { AuditTrail } from '#libs/audit';
import {
  exposeAudit,
  exposeCertificates,
  exposeDirectory,
  exposeFiles,
  exposeRedis,
  exposeTraces,
  JobMetrics,
  openRegistry,
  watchGrants,
} from '#libs/metrics';
import type { RuleFiles } from '#libs/permission';
import type { FileWatch, Traces } from '#libs/platform';
import type { JobEnd, RedisClient } from '#libs/queue';
import type { Transports } from '../remote/transports.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { exposePools } from './pool-metrics.js';
import { RemoteMetrics } from './remote-metrics.js';

/** What is read at a scrape, and not counted. */
export interface ScrapedParts {
  redis: RedisClient;
  transports: Transports;
  trail: AuditTrail;
  traces: Traces;
  files: Pick<RuleFiles, 'directory' | 'watch'>;
  certificates: FileWatch;
}

/** All metrics of a worker. */
export class WorkerMetrics {
  readonly registry: Registry = openRegistry();
  readonly jobs: JobMetrics;
  readonly deliveries: DeliveryMetrics;
  readonly remote: RemoteMetrics;
  readonly grants = watchGrants(this.registry);

  /** `zones` are those that the worker serves. */
  constructor(zones: readonly string[]) {
    this.jobs = new JobMetrics(this.registry, zones);
    this.deliveries = new DeliveryMetrics(this.registry, zones);
    this.remote = new RemoteMetrics(this.registry, zones);
  }

  /** Jobs that this worker ended. */
  readonly ended = (end: JobEnd): void => {
    this.jobs.ended(end);
    this.deliveries.ended(end);
  };

  /** Adds what is read of these parts at a scrape; to be called once. */
  expose({ redis, transports, trail, traces, files, certificates }: ScrapedParts): void {
    exposeRedis(this.registry, redis);
    exposePools(this.registry, transports);
    exposeAudit(this.registry, trail);
    exposeTraces(this.registry, traces);
    exposeDirectory(this.registry, files.directory);
    exposeFiles(this.registry, files.watch);
    exposeCertificates(this.registry, certificates);
  }
}

import type { AuditLog } from '#libs/audit';
import type { Traces } from '#libs/platform';
import type { JobEndings, JobHub, JobLog, JobStore, ZoneKeys } from '#libs/queue';
import type { JobRunner } from './job-runner.js';
import type { WorkerMetrics } from './metrics/worker-metrics.js';
import type { RightCheck } from './right-check.js';

/** What the processor works with. */
export interface ProcessorParts {
  workerId: string;
  zoneKeys: ZoneKeys;
  store: JobStore;
  endings: JobEndings;
  control: JobHub;
  log: JobLog;
  audit: AuditLog;
  runner: JobRunner;
  rights: RightCheck;
  traces: Traces;
  metrics: Pick<WorkerMetrics, 'deliveries' | 'jobs' | 'remote'>;
}

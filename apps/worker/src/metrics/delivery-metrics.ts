import { Counter, Histogram, type Registry } from 'prom-client';
import { operationLabel } from '#libs/metrics';
import type { Claim, JobEnd, SignedJob } from '#libs/queue';

/** From a read on a warm connection to a complete stop. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];

/** What may be found. */
const FOUND = ['first', 'again', 'verify', 'late', 'ended', 'missing', 'replayed', 'refused', 'left'] as const;

/** Counts what a worker finds when it takes a job from its queue, and times how long jobs waited and ran. */
export class DeliveryMetrics {
  private readonly deliveries: Counter<'zone' | 'found'>;
  private readonly stalls: Counter<'zone'>;
  private readonly waits: Histogram<'zone' | 'operation'>;
  private readonly runs: Histogram<'zone' | 'operation'>;

  constructor(registry: Registry, zones: readonly string[]) {
    const registers = [registry];
    this.deliveries = new Counter({
      name: 'etlaas_deliveries_total',
      help: 'Jobs taken from the queue, by what was found',
      labelNames: ['zone', 'found'],
      registers,
    });
    this.stalls = new Counter({
      name: 'etlaas_stalled_jobs_total',
      help: 'Jobs that Bull put back because the worker that had them said nothing any more',
      labelNames: ['zone'],
      registers,
    });
    const times = { labelNames: ['zone', 'operation'] as const, buckets: SECONDS, registers };
    this.waits = new Histogram({ name: 'etlaas_job_wait_seconds', help: 'From accept to start', ...times });
    this.runs = new Histogram({ name: 'etlaas_job_run_seconds', help: 'From start to end', ...times });
    for (const zone of zones) {
      for (const found of FOUND) this.deliveries.inc({ zone, found }, 0);
      this.stalls.inc({ zone }, 0);
    }
  }

  /** A genuine job, and what may be done with it. */
  claimed({ target: { zone }, operation }: SignedJob, claim: Claim): void {
    this.deliveries.inc({ zone, found: foundIn(claim) });
    if (claim.waitedMs === undefined) return;
    this.waits.observe({ zone, operation: operationLabel(operation) }, claim.waitedMs / 1_000);
  }

  /** Something that the API did not put there. */
  refused(zone: string): void {
    this.deliveries.inc({ zone, found: 'refused' });
  }

  /** A genuine job of another release, which this one cannot run. */
  left(zone: string): void {
    this.deliveries.inc({ zone, found: 'left' });
  }

  stalled(zone: string): void {
    this.stalls.inc({ zone });
  }

  /** Of those that share a reading only the one that read has run. */
  ended({ job, ranMs }: JobEnd): void {
    if (ranMs === undefined) return;
    this.runs.observe({ zone: job.target.zone, operation: operationLabel(job.operation) }, ranMs / 1_000);
  }
}

/** Final states are one: that the job had ended is what counts. */
function foundIn({ kind, verifyLeftMs }: Claim): string {
  if (verifyLeftMs !== undefined) return 'verify';
  return FOUND.find((found) => found === kind) ?? 'ended';
}

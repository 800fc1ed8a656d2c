import { describe, expect, it } from '@jest/globals';
import type { JobEnd, SignedJob } from '#libs/queue';
import { byName, documentedMetrics, exportedMetrics } from '../../../../libs/metrics/src/testing/metric-table.js';
import { type ScrapedParts, WorkerMetrics } from './worker-metrics.js';

const JOB = { operation: 'integration-service.stop', target: { zone: 'vm' } } as SignedJob;

/** The lines of a metric whose value is not 0. */
async function told({ registry }: WorkerMetrics, name: string): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith(name) && !line.endsWith(' 0'));
}

describe('the metrics of a worker', () => {
  it('are those of the table, and no others', () => {
    const metrics = new WorkerMetrics(['vm']);
    metrics.expose({
      transports: new Map(),
      trail: { log: { onDurable: () => undefined, state: {} }, anchors: {} },
      traces: {},
      files: { directory: {}, watch: { states: [] } },
      certificates: { states: [] },
    } as unknown as ScrapedParts);
    expect(byName(exportedMetrics(metrics.registry))).toEqual(byName(documentedMetrics('worker')));
  });

  it('time the wait of a job once, and its run where it ran', async () => {
    const metrics = new WorkerMetrics(['vm']);
    const claim = { leftMs: 1, isCancelRequested: false };
    metrics.deliveries.claimed(JOB, { ...claim, kind: 'first', waitedMs: 1_500 });
    metrics.deliveries.claimed(JOB, { ...claim, kind: 'again' });
    metrics.deliveries.claimed(JOB, { ...claim, kind: 'again', verifyLeftMs: -1 });
    metrics.deliveries.claimed(JOB, { ...claim, kind: 'cancelled' });
    const end = { job: JOB, status: 'succeeded', outcome: {}, sharers: [] } as unknown as JobEnd;
    metrics.ended({ ...end, ranMs: 40_000 });
    metrics.ended(end);
    const of = '{zone="vm",operation="integration-service.stop"}';
    expect(await told(metrics, 'etlaas_job_wait_seconds_sum')).toEqual([`etlaas_job_wait_seconds_sum${of} 1.5`]);
    expect(await told(metrics, 'etlaas_job_run_seconds_sum')).toEqual([`etlaas_job_run_seconds_sum${of} 40`]);
    expect(await told(metrics, 'etlaas_job_run_seconds_count')).toEqual([`etlaas_job_run_seconds_count${of} 1`]);
    expect(await told(metrics, 'etlaas_jobs_ended_total')).toEqual([
      'etlaas_jobs_ended_total{zone="vm",operation="integration-service.stop",status="succeeded",code="none"} 2',
    ]);
    expect(await told(metrics, 'etlaas_deliveries_total')).toEqual(
      ['first', 'again', 'verify', 'ended'].map((found) => `etlaas_deliveries_total{zone="vm",found="${found}"} 1`),
    );
  });
});

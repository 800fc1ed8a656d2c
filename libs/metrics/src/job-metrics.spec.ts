import { beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { AppError, type Problem } from '#libs/platform';
import type { JobEnd } from '#libs/queue';
import { JobMetrics } from './job-metrics.js';

let registry: Registry;
let metrics: JobMetrics;

beforeEach(() => {
  registry = new Registry();
  metrics = new JobMetrics(registry, ['vm']);
});

/** The series of a metric that are not 0, as `labels value`. */
async function seriesOf(name: string): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.filter((line) => !line.endsWith(' 0')).map((line) => line.slice(name.length));
}

const anEnd = (over: { operation?: string; code?: string; sharers?: string[] } = {}): JobEnd =>
  ({
    job: { operation: over.operation ?? 'integration-service.get', target: { zone: 'vm' } },
    status: over.code ? 'failed' : 'succeeded',
    outcome: over.code ? { error: { code: over.code } as Problem } : {},
    sharers: over.sharers ?? [],
  }) as unknown as JobEnd;

describe('ends of jobs', () => {
  it('are counted with all that shared the reading', async () => {
    metrics.ended(anEnd());
    metrics.ended(anEnd({ sharers: ['b', 'c'] }));
    metrics.ended(anEnd({ code: 'HOST_UNREACHABLE' }));
    const labels = 'zone="vm",operation="integration-service.get"';
    expect(await seriesOf('etlaas_jobs_ended_total')).toEqual([
      `{${labels},status="succeeded",code="none"} 4`,
      `{${labels},status="failed",code="HOST_UNREACHABLE"} 1`,
    ]);
  });

  it('are of operations and codes that we know, whatever a record says', async () => {
    for (const text of ['a"}\n', 'b', 'toString', '__proto__']) metrics.ended(anEnd({ operation: text, code: text }));
    expect(await seriesOf('etlaas_jobs_ended_total')).toEqual([
      '{zone="vm",operation="unknown",status="failed",code="unknown"} 4',
    ]);
  });

  it('that somebody should hear of are there before the first of them', async () => {
    const text = await registry.metrics();
    const stop = 'operation="integration-service.stop"';
    expect(text).toContain(`\netlaas_jobs_ended_total{zone="vm",${stop},status="unknown",code="OUTCOME_UNKNOWN"} 0\n`);
  });
});

describe('decisions', () => {
  it('are counted by how they settle, and passed on as they are', async () => {
    const refusal = new AppError('PERMISSION_DENIED', 'No.');
    const fault = new Error('broken');
    expect(await metrics.decided('session.kill', Promise.resolve('granted'))).toBe('granted');
    await expect(metrics.decided('session.kill', Promise.reject(refusal))).rejects.toBe(refusal);
    await expect(metrics.decided('made up', Promise.reject(fault))).rejects.toBe(fault);
    expect(await seriesOf('etlaas_decisions_total')).toEqual([
      '{operation="session.kill",decision="allowed",code="none"} 1',
      '{operation="session.kill",decision="refused",code="PERMISSION_DENIED"} 1',
      '{operation="unknown",decision="refused",code="INTERNAL"} 1',
    ]);
  });
});

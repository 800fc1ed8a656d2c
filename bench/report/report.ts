import { cpus, loadavg } from 'node:os';
import type { AuditedSubmits } from '../audit/audited-submits.js';
import { type Latency, WAYS } from '../latency/latency.js';
import { FEW, type KeptComparison, MANY } from '../rate/kept-jobs.js';
import type { RateComparison, Rates } from '../rate/rates.js';
import type { Throughput } from '../throughput/throughput.js';
import type { TraceComparison } from '../traces/traces.js';
import type { WaitOrPoll } from '../waiting/wait-or-poll.js';
import type { WaiterComparison } from '../waiting/waiters.js';
import { auditLimits, auditLines } from './audit.js';
import { keptLimits, keptRatio, type Limit, limitsOf, typicalMs, typicalRatio } from './limits.js';
import { rateCells } from './rate-cells.js';
import { median, quantile } from './statistics.js';
import { colour, heading, paragraph, table } from './table.js';
import { traceLimits, traceLines } from './traces.js';
import { waiterLines, waitingLimits, waitOrPollLines } from './waiting.js';
import { type LatencyParts, latencyParts, whereTimeGoes } from './where-time-goes.js';

/** All that was measured, and what follows from it. */
export interface Report {
  at: string;
  node: string;
  cores: number;
  /** Of the last minute, before the bench began: what else the machine was doing. */
  loadBefore: number;
  latencies: readonly (Latency & { parts: LatencyParts })[];
  throughput: readonly Throughput[];
  rates: Rates;
  audited: AuditedSubmits;
  kept: readonly KeptComparison[];
  traces: readonly TraceComparison[];
  waitOrPoll: WaitOrPoll;
  waiters: WaiterComparison;
  limits: readonly Limit[];
  whereTimeGoes: string;
}

/** What the machine was doing before. */
export const loadNow = (): number => loadavg()[0] ?? 0;

/** What was measured. */
export interface Measured {
  free: Latency;
  simulators: Latency;
  throughput: readonly Throughput[];
  rates: Rates;
  audited: AuditedSubmits;
  kept: readonly KeptComparison[];
  traces: readonly TraceComparison[];
  waitOrPoll: WaitOrPoll;
  waiters: WaiterComparison;
  loadBefore: number;
}

export function makeReport({ free, simulators, ...measured }: Measured): Report {
  const { rates, audited, kept, traces, waitOrPoll, waiters } = measured;
  return {
    ...measured,
    at: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    latencies: [free, simulators].map((latency) => ({ ...latency, parts: latencyParts(latency) })),
    limits: [
      ...limitsOf(free, rates),
      ...keptLimits(kept),
      ...traceLimits(traces),
      ...waitingLimits(waitOrPoll, waiters),
      ...auditLimits(audited),
    ],
    whereTimeGoes: whereTimeGoes(free, rates),
  };
}

/** The report for a person. */
export function toText({
  node,
  cores,
  loadBefore,
  latencies,
  throughput,
  rates,
  audited,
  kept,
  traces,
  waitOrPoll,
  waiters,
  limits,
  ...rest
}: Report): string {
  const { reads, changes, polls, decisions } = rates;
  const [free, simulators] = latencies;
  return [
    colour.bold(`etlaas bench · Node.js ${node} · ${cores} cores · load ${loadBefore.toFixed(2)} before`),
    ...(free ? latencyLines('(a) submit to result', free) : []),
    ...(simulators ? latencyLines('(a) the same', simulators) : []),
    ...rateLines('(b) submits a second, no worker running, no target twice; the peer adds to Bull', [reads, changes]),
    ...rateLines('(c) polls a second; the peer reads one Redis key', [polls]),
    ...rateLines('(d) permission-checked requests a second; the peer verifies the same token only', [decisions]),
    ...throughputLines(throughput),
    ...keptLines(kept),
    ...traceLines(traces),
    ...waitOrPollLines(waitOrPoll),
    ...waiterLines(waiters),
    ...auditLines(audited),
    heading('limits'),
    ...limits.map(limitLine),
    heading('where the time goes'),
    ...paragraph(rest.whereTimeGoes),
    '',
  ].join('\n');
}

function latencyLines(title: string, latency: Latency): string[] {
  const rawMs = typicalMs(latency, 'raw');
  const rows = Object.values(WAYS).map((way) => {
    const ms = latency.durations.get(way) ?? [];
    const times = [median(ms), quantile(ms, 0.95)].map((value) => `${value.toFixed(2)} ms`);
    return [way, ...times, String(ms.length), (median(ms) / rawMs).toFixed(2)];
  });
  const scripts = latency.scripts === 1 ? 'one script' : `${latency.scripts} scripts`;
  return [
    heading(`${title}: ${latency.workload} (${scripts}, real sshd on loopback)`),
    ...table(['way', 'median', 'p95', 'runs', 'x exec'], rows),
  ];
}

function rateLines(title: string, comparisons: readonly RateComparison[]): string[] {
  const rows = comparisons.flatMap((comparison) => [
    [`${comparison.name}, etlaas`, ...rateCells(comparison.ours), typicalRatio(comparison).toFixed(2)],
    [`${comparison.name}, peer`, ...rateCells(comparison.peer), '1.00'],
  ]);
  return [heading(title), ...table(['what', 'a second', 'p50', 'p99', 'CPU', 'Redis CPU', 'ratio'], rows)];
}

function throughputLines(throughput: readonly Throughput[]): string[] {
  const rows = throughput.map(({ way, atOnce, perSecond }) => [way, String(atOnce), perSecond.toFixed(1)]);
  return [
    heading('(e) jobs a second on one host, submit to result: commands that cost nothing, no result shared'),
    ...table(['way', 'at once', 'a second'], rows),
  ];
}

function keptLines(kept: readonly KeptComparison[]): string[] {
  const rows = kept.flatMap((comparison) => [
    [`${comparison.name}, ${FEW} jobs kept`, ...rateCells(comparison.few), '1.00'],
    [`${comparison.name}, ${MANY} jobs kept`, ...rateCells(comparison.many), keptRatio(comparison).toFixed(2)],
  ]);
  const title = `(f) polls and lists a second with ${FEW} and with ${MANY} kept jobs`;
  return [heading(title), ...table(['what', 'a second', 'p50', 'p99', 'CPU', 'Redis CPU', 'ratio'], rows)];
}

function limitLine({ part, what, measured, bound, isMet }: Limit): string {
  const verdict = isMet ? colour.green('PASS      ') : colour.red('over limit');
  return `  ${verdict}  (${part}) ${what}: ${measured} (limit ${bound})`;
}

import type { LoadRun } from '../rate/load.js';
import type { TraceComparison } from '../traces/traces.js';
import type { Limit } from './limits.js';
import { median } from './statistics.js';
import { heading, table } from './table.js';

/** Every request is recorded here; a bank that wants less cost records a share. */
const TRACED_RATIO = 0.6;

const typical = (runs: readonly LoadRun[], measure: keyof LoadRun): number => median(runs.map((run) => run[measure]));

/** The rate with traces beside that without, by pairs that ran one after the other. */
const ratioOf = ({ off, on }: TraceComparison): number =>
  median(on.map(({ perSecond }, pair) => perSecond / (off[pair]?.perSecond ?? Number.NaN)));

/** What traces cost the API. */
export function traceLines(comparisons: readonly TraceComparison[]): string[] {
  const cells = (runs: readonly LoadRun[]) => [
    typical(runs, 'perSecond').toFixed(0),
    `${typical(runs, 'p99Ms')} ms`,
    `${typical(runs, 'serverCpuUs').toFixed(0)} us`,
  ];
  const rows = comparisons.flatMap((comparison) => [
    [`${comparison.name}, traces off`, ...cells(comparison.off), '1.00'],
    [`${comparison.name}, all recorded`, ...cells(comparison.on), ratioOf(comparison).toFixed(2)],
  ]);
  return [
    heading('(t) polls and submits a second without traces and with all of them, to a collector beside'),
    ...table(['what', 'a second', 'p99', 'CPU', 'ratio'], rows),
  ];
}

/** What traces may cost where all of them are recorded. */
export const traceLimits = (comparisons: readonly TraceComparison[]): Limit[] =>
  comparisons.map((comparison) => ({
    part: 't',
    what: `${comparison.name}: with all traces at least ${TRACED_RATIO} of the rate without`,
    measured: ratioOf(comparison).toFixed(2),
    bound: TRACED_RATIO.toFixed(2),
    isMet: ratioOf(comparison) >= TRACED_RATIO,
  }));

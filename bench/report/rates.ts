import { FEW, type KeptComparison, MANY } from '../rate/kept-jobs.js';
import type { RateComparison } from '../rate/rates.js';
import type { Throughput } from '../throughput/throughput.js';
import { keptRatio, typicalRatio } from './limits.js';
import { rateCells } from './rate-cells.js';
import { heading, table } from './table.js';

/** Requests beside the peer's. */
export function rateLines(title: string, comparisons: readonly RateComparison[]): string[] {
  const rows = comparisons.flatMap((comparison) => [
    [`${comparison.name}, etlaas`, ...rateCells(comparison.ours), typicalRatio(comparison).toFixed(2)],
    [`${comparison.name}, peer`, ...rateCells(comparison.peer), '1.00'],
  ]);
  return [heading(title), ...table(['what', 'a second', 'p50', 'p99', 'CPU', 'Redis CPU', 'ratio'], rows)];
}

/** What each transport does in a second. */
export function throughputLines(throughput: readonly Throughput[]): string[] {
  const rows = throughput.map(({ way, atOnce, perSecond }) => [way, String(atOnce), perSecond.toFixed(1)]);
  return [
    heading('(e) jobs a second on one host, submit to result: commands that cost nothing, no result shared'),
    ...table(['way', 'at once', 'a second'], rows),
  ];
}

/** Requests with few and with many kept jobs. */
export function keptLines(kept: readonly KeptComparison[]): string[] {
  const rows = kept.flatMap((comparison) => [
    [`${comparison.name}, ${FEW} jobs kept`, ...rateCells(comparison.few), '1.00'],
    [`${comparison.name}, ${MANY} jobs kept`, ...rateCells(comparison.many), keptRatio(comparison).toFixed(2)],
  ]);
  const title = `(f) polls and lists a second with ${FEW} and with ${MANY} kept jobs`;
  return [heading(title), ...table(['what', 'a second', 'p50', 'p99', 'CPU', 'Redis CPU', 'ratio'], rows)];
}

import type { LoadRun } from '../rate/load.js';
import { median } from './statistics.js';

/** The cells of a row that tell of runs, each the typical one of them. */
export function rateCells(runs: readonly LoadRun[]): string[] {
  const typical = (measure: keyof LoadRun) => median(runs.map((run) => run[measure]));
  return [
    typical('perSecond').toFixed(0),
    `${typical('p50Ms')} ms`,
    `${typical('p99Ms')} ms`,
    `${typical('serverCpuUs').toFixed(0)} us`,
    `${typical('redisCpuUs').toFixed(0)} us`,
  ];
}

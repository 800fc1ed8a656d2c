import { cpus, loadavg } from 'node:os';
import type { Letter, Limit } from './limits.js';
import { colour, heading, paragraph } from './table.js';

/** What came of one part. */
export interface Finding {
  letter: Letter;
  measured: unknown;
  lines: readonly string[];
  limits: readonly Limit[];
  /** Sentences, or nothing. */
  whereTimeGoes: string;
}

/** All that was measured, and what follows from it. */
export interface Report {
  at: string;
  node: string;
  cores: number;
  loadBefore: number;
  /** By the letters of their parts. */
  measured: Partial<Record<Letter, unknown>>;
  lines: readonly string[];
  limits: readonly Limit[];
  whereTimeGoes: string;
}

/** What the machine was doing before. */
export const loadNow = (): number => loadavg()[0] ?? 0;

/** The findings by their letters, in whatever order they were made. */
export function makeReport(findings: readonly Finding[], loadBefore: number): Report {
  const sorted = findings.toSorted((one, other) => one.letter.localeCompare(other.letter));
  return {
    at: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    loadBefore,
    measured: Object.fromEntries(sorted.map(({ letter, measured }) => [letter, measured])),
    lines: sorted.flatMap(({ lines }) => lines),
    limits: sorted.flatMap(({ limits }) => limits),
    whereTimeGoes: sorted
      .map((finding) => finding.whereTimeGoes)
      .join(' ')
      .trim(),
  };
}

/** The report for a person. */
export function toText({ node, cores, loadBefore, lines, limits, whereTimeGoes }: Report): string {
  return [
    colour.bold(`etlaas bench · Node.js ${node} · ${cores} cores · load ${loadBefore.toFixed(2)} before`),
    ...lines,
    ...(limits.length > 0 ? [heading('limits'), ...limits.map(limitLine)] : []),
    ...(whereTimeGoes ? [heading('where the time goes'), ...paragraph(whereTimeGoes)] : []),
    '',
  ].join('\n');
}

function limitLine({ part, what, measured, bound, isMet }: Limit): string {
  const verdict = isMet ? colour.green('PASS      ') : colour.red('over limit');
  return `  ${verdict}  (${part}) ${what}: ${measured} (limit ${bound})`;
}

import { lineOf, type Meeting, type PlacedRun } from './chain-cover.js';
import type { Finding } from './findings.js';
import type { Interval } from './intervals.js';
import { LinksAt } from './links-at.js';

/** Tells the first record of which two genuine ones were found, in two files. */
export async function forkFinding(
  { writer, chain }: Pick<Finding, 'writer' | 'chain'>,
  { front, next, shared }: Meeting,
): Promise<Finding> {
  const seq = front && shared ? await firstDifference(front, next, shared) : next.first;
  const one = lineOf(next, seq);
  const other = lineOf(front ?? next, seq);
  const message = `record ${seq}: another genuine record of the same number stands in ${other.path}:${other.line}; the chain goes on in two ways`;
  const record = seq === next.first ? next.begin : undefined;
  return { kind: 'fork', writer, chain, file: one.path, line: one.line, seq, lastSeq: shared?.last, record, message };
}

async function firstDifference(front: PlacedRun, next: PlacedRun, { first, last }: Interval): Promise<number> {
  const links = new LinksAt();
  for (let seq = first; seq <= last; seq++) for (const run of [front, next]) links.want(lineOf(run, seq));
  await links.read();
  for (let seq = first; seq < last; seq++) {
    if (links.macAt(lineOf(front, seq)) !== links.macAt(lineOf(next, seq))) return seq;
  }
  return last;
}

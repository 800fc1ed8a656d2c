import type { Interval } from './intervals.js';
import type { FileVerdict } from './judge-file.js';
import type { LinePlace } from './links-at.js';
import type { Run } from './scan-file.js';

/** A run, and the file that it stands in. */
export interface PlacedRun extends Run {
  path: string;
}

/** The runs of all files of a chain that stay, by their first record. */
export const runsOf = (files: readonly FileVerdict[]): PlacedRun[] =>
  files
    .flatMap(({ kept, place: { path } }) => kept.map((run) => ({ ...run, path })))
    .sort((one, other) => one.first - other.first || one.last - other.last);

/** Where a record stands in its run. */
export const lineOf = (run: PlacedRun, seq: number): LinePlace => ({
  path: run.path,
  line: run.line + seq - run.first,
});

/** How two runs that come one behind the other in a chain meet. */
export interface Meeting {
  /** The run that reaches farthest of all before. */
  front: PlacedRun | undefined;
  next: PlacedRun;
  /** Records that none of them has. */
  gap?: Interval;
  /** Records that both of them have. */
  shared?: Interval;
}

/** Walks over the runs of a chain from its first record to its last. */
export function meetingsOf(runs: readonly PlacedRun[]): Meeting[] {
  const meetings: Meeting[] = [];
  let front: PlacedRun | undefined;
  for (const next of runs) {
    const expected = (front?.last ?? 0) + 1;
    if (next.first > expected) meetings.push({ front, next, gap: { first: expected, last: next.first - 1 } });
    else if (next.first === expected) meetings.push({ front, next });
    else meetings.push({ front, next, shared: { first: next.first, last: Math.min(front?.last ?? 0, next.last) } });
    if (!front || next.last > front.last) front = next;
  }
  return meetings;
}

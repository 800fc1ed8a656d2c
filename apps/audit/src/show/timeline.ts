import type { StoryRecord } from '#libs/audit';
import { whatOf, whoOf } from './told.js';

/** One or more records of a story that say the same. */
export interface Moment {
  story: StoryRecord;
  /** How often it came in a row: polls do. */
  times: number;
  /** Since the moment before. */
  gapMs: number | undefined;
}

const timeOf = ({ record }: StoryRecord): number => Date.parse(record.ts);

const isSame = (one: StoryRecord, other: StoryRecord): boolean =>
  one.record.event === 'request.answered' &&
  other.record.event === 'request.answered' &&
  one.proof === other.proof &&
  whatOf(one) === whatOf(other) &&
  whoOf(one) === whoOf(other);

/** Records one behind the other, with the time between them; what is repeated without anything in between is one moment. */
export function momentsOf(story: readonly StoryRecord[]): Moment[] {
  const moments: Moment[] = [];
  let before: StoryRecord | undefined;
  for (const one of story) {
    const last = moments.at(-1);
    if (last && isSame(last.story, one)) last.times += 1;
    else moments.push({ story: one, times: 1, gapMs: before && timeOf(one) - timeOf(before) });
    before = one;
  }
  return moments;
}

/** How long parts of a job took, from the records that say when they began and ended. */
export interface Durations {
  waitedMs: number | undefined;
  ranMs: number | undefined;
  totalMs: number | undefined;
}

/** Undefined where one of the two records is not there. */
export function durationsOf(story: readonly StoryRecord[]): Durations {
  const at = (event: string, find: 'find' | 'findLast') => {
    const found = story[find](({ record }) => record.event === event);
    return found && timeOf(found);
  };
  const [decided, started, finished] = [
    at('job.decided', 'find'),
    at('job.started', 'find'),
    at('job.finished', 'findLast'),
  ];
  const between = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : to - from;
  return {
    waitedMs: between(decided, started),
    ranMs: between(started, finished),
    totalMs: between(decided, finished),
  };
}

import type { JobLists, JobRecord } from '#libs/queue';
import { Remembered } from './remembered.js';

/** So many of the last good runs are looked at. */
const RUNS = 25;
const KNOWN_FOR_MS = 60_000;

/** How long operations usually take: the median of their last good runs. */
export class UsualTimes {
  private readonly known = new Remembered<number | undefined>(KNOWN_FOR_MS);

  constructor(private readonly lists: Pick<JobLists, 'page'>) {}

  /** In milliseconds; undefined where none has run well yet. Rejects with Redis' errors. */
  of(operation: string): Promise<number | undefined> {
    return this.known.of(operation, async () => {
      const filter = { statuses: ['succeeded'], operations: [operation] } as const;
      const { jobs } = await this.lists.page({ all: true }, filter, { size: RUNS, order: 'newest first' });
      return medianOf(jobs.flatMap(tookMs));
    });
  }
}

/** Who was told the reading of another did not run. */
const tookMs = ({ startedAt, finishedAt, sharedFrom }: JobRecord): number[] =>
  startedAt && finishedAt && !sharedFrom ? [Date.parse(finishedAt) - Date.parse(startedAt)] : [];

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

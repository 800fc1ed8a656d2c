import type { JobStatus } from '../jobs/job.js';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { List, Search } from './job-search.js';

/** So many lists are asked for their size by one script. */
const LISTS_AT_ONCE = 500;

type Bounds = Pick<Search, 'least' | 'most'>;

/** Finds out how much lists hold, of however many: in scripts that are short each. Rejects with Redis' errors. */
export class ListSizes {
  /** For a connection that knows the scripts of lists. */
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
  ) {}

  /**
   * A search of many lists without those that have nothing, and without any alternative but the best. One of few stays as it
   * is: its script sees to that in one step with its look.
   */
  async narrow(search: Search): Promise<Search> {
    const { alternatives } = search;
    if (alternatives.flat().length <= LISTS_AT_ONCE) return search;
    // What is accepted from now on may come into a list that is left out, and must not be passed by.
    const last = await this.redis.get(this.keys.lastPosition());
    const most = search.most === '+inf' && last ? last : search.most;
    let best: { lists: List[]; cost: number } | undefined;
    for (const lists of [...alternatives].sort((one, other) => one.length - other.length)) {
      // To ask more lists than there are jobs to look through is not worth it.
      if (best && lists.length >= best.cost) break;
      const sizes = await this.sizesOf(lists, search);
      const kept = filled(lists, sizes);
      const cost = kept.length + sizes.reduce((sum, size) => sum + size, 0);
      if (!best || cost < best.cost) best = { lists: kept, cost };
    }
    return { ...search, most, alternatives: [best?.lists ?? []] };
  }

  /** How many entries the lists of each status have together. */
  async totals(lists: Record<string, List[]>, bounds: Bounds): Promise<Partial<Record<JobStatus, number>>> {
    const all = Object.entries(lists).flatMap(([status, some]) => some.map((list) => ({ status, list })));
    const sizes = await this.sizesOf(
      all.map(({ list }) => list),
      bounds,
    );
    const totals = Object.fromEntries(Object.keys(lists).map((status) => [status, 0]));
    for (const [index, { status }] of all.entries()) totals[status] = (totals[status] ?? 0) + (sizes[index] ?? 0);
    return totals;
  }

  /** One script after the other: others have their turn in between. */
  private async sizesOf(lists: readonly List[], { least, most }: Bounds): Promise<number[]> {
    const sizes: number[] = [];
    for (let at = 0; at < lists.length; at += LISTS_AT_ONCE) {
      const keys = lists.slice(at, at + LISTS_AT_ONCE).map(([key]) => key);
      sizes.push(...(await this.redis.jobSizes(this.keys.allJobs(), least, most, ...keys)));
    }
    return sizes;
  }
}

/** The lists that have something, and those of the same cell, to which a job may move meanwhile. */
function filled(lists: readonly List[], sizes: readonly number[]): List[] {
  const cellOf = ([key]: List): string => key.slice(0, key.lastIndexOf('/'));
  const cells = new Set(lists.filter((_, index) => (sizes[index] ?? 0) > 0).map(cellOf));
  return lists.filter((list) => cells.has(cellOf(list)));
}

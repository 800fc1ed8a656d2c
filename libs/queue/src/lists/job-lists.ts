import type { JobRecord, JobStatus } from '../jobs/job.js';
import { splitMember } from '../jobs/job-member.js';
import type { JobRecords } from '../jobs/job-records.js';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { JobFilter, JobScope } from './job-filter.js';
import { JobSearch } from './job-search.js';
import { defineListScripts } from './list-scripts.js';
import { ListSizes } from './list-sizes.js';

/**
 * What one script looks at: lists and jobs together, but some jobs in any case. And how many scripts a request gets. Where a
 * filter wants few of many and no list has just those, the page is short and goes on behind them; a count says that it is a
 * least number.
 */
const LOOK = { budget: 500, leastLook: 100 };
const SCRIPTS_OF_A_PAGE = 4;
const SCRIPTS_OF_A_COUNT = 10;

/** How a page is cut. */
export interface PageWish {
  size: number;
  order: 'newest first' | 'oldest first';
  /** The `next` of the page before. */
  after?: string | undefined;
}

/** One page of jobs. `next` is missing on the last one; a page may be short, or empty, and still have it. */
export interface JobPage {
  jobs: JobRecord[];
  next?: string;
}

/** How many jobs have which status; where not exact, at least so many. Statuses that no job has are missing. */
export interface JobCounts {
  byStatus: Partial<Record<JobStatus, number>>;
  isExact: boolean;
}

/**
 * Lists and counts jobs by what they are. Costs a page and not the whole history, however many jobs are kept. Whatever is asked
 * for, it is done in scripts that are short each, and Redis serves others between them: a script asks some hundred lists for
 * their size, or looks at some hundred jobs. Only more places than that, each with jobs of those that are wanted, make it longer,
 * by one look at the head of each.
 *
 * Jobs have a position each, which grows from one accept to the next: pages that follow each other have no job twice and leave
 * none out, however many are accepted meanwhile.
 */
export class JobLists {
  private readonly redis: RedisClient;
  private readonly sizes: ListSizes;

  constructor(
    redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly records: Pick<JobRecords, 'findMany'>,
    private readonly operations: readonly string[],
  ) {
    this.redis = defineListScripts(redis);
    this.sizes = new ListSizes(this.redis, keys);
  }

  /** A page of the jobs that the filter wants and the scope allows. */
  async page(scope: JobScope, filter: JobFilter, { size, order, after }: PageWish): Promise<JobPage> {
    const base = await this.sizes.narrow((await this.search(scope, filter)).base);
    const isNewestFirst = order === 'newest first';
    const found: string[] = [];
    let from = after ?? '';
    for (let script = 0; script < SCRIPTS_OF_A_PAGE; script += 1) {
      const how = { ...LOOK, ...boundOf(from, isNewestFirst), isNewestFirst, wanted: size + 1 - found.length / 2 };
      const [stoppedAt = '', ...more] = await this.redis.jobList(
        this.keys.allJobs(),
        JSON.stringify({ ...base, ...how }),
      );
      found.push(...more);
      from = stoppedAt;
      if (from === '') break;
    }
    const members = found.filter((_, index) => index % 2 === 0).slice(0, size);
    const next = found.length > 2 * size ? found[2 * size - 1] : from;
    return { jobs: await this.read(members, filter), ...(next && { next }) };
  }

  /**
   * How many jobs the filter wants and the scope allows, by status. Of more lists than one script asks, each is counted at its
   * moment: a job that changes its status meanwhile may be counted twice or not at all.
   */
  async count(scope: JobScope, filter: JobFilter): Promise<JobCounts> {
    const search = await this.search(scope, filter);
    const sums = search.sums();
    const byStatus: JobCounts['byStatus'] = sums ? await this.sizes.totals(sums, search.base) : {};
    const base = await this.sizes.narrow({ ...search.base, ...(sums && { alternatives: [search.queued()] }) });
    let from = '';
    for (let script = 0; script < SCRIPTS_OF_A_COUNT; script += 1) {
      const how = { ...LOOK, ...boundOf(from, true), isNewestFirst: true };
      const [stoppedAt, ...counts] = await this.redis.jobCount(
        this.keys.allJobs(),
        JSON.stringify({ ...base, ...how }),
      );
      add(byStatus, counts);
      from = stoppedAt;
      if (from === '') break;
    }
    return { byStatus, isExact: from === '' };
  }

  /** A job may have changed its status since it was found: what is shown is what was wanted. */
  private async read(members: readonly string[], { statuses }: JobFilter): Promise<JobRecord[]> {
    const jobs = await this.records.findMany(members.map(splitMember));
    return statuses ? jobs.filter(({ status }) => statuses.includes(status)) : jobs;
  }

  private async search(scope: JobScope, filter: JobFilter): Promise<JobSearch> {
    const [all, own] = await Promise.all([
      this.redis.smembers(this.keys.places()),
      'subject' in scope ? this.redis.smembers(this.keys.placesOfRequester(scope.subject)) : [],
    ]);
    return new JobSearch(this.keys, this.operations, { filter, scope }, { all, own });
  }
}

/** What is left from a position on, in the order of the look. */
const boundOf = (from: string, isNewestFirst: boolean): { most?: string; least?: string } =>
  from === '' ? {} : { [isNewestFirst ? 'most' : 'least']: `(${from}` };

function add(byStatus: JobCounts['byStatus'], counts: readonly (string | number)[]): void {
  for (let index = 0; index + 1 < counts.length; index += 2) {
    const status = counts[index] as JobStatus;
    byStatus[status] = (byStatus[status] ?? 0) + Number(counts[index + 1]);
  }
}

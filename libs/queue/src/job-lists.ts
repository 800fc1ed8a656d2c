import type { JobRecord, JobStatus } from './job.js';
import type { JobFilter, JobScope } from './job-filter.js';
import { splitMember } from './job-member.js';
import type { JobRecords } from './job-records.js';
import { JobSearch } from './job-search.js';
import type { QueueKeys } from './keys.js';
import { defineListScripts } from './list-scripts.js';
import type { RedisClient } from './redis-client.js';

/**
 * The jobs that one request looks at. Where a filter wants few of many and no list has just those, the page is short and goes on
 * behind them; a count says that it is a least number. So no request holds Redis up, whatever it asks for.
 */
const LOOK_AT = 2_000;
const COUNT_AT = 5_000;
const BATCH = 100;

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
 * Lists and counts jobs by what they are. Costs a page and not the whole history, however many jobs are kept.
 *
 * Jobs have a position each, which grows from one accept to the next: pages that follow each other have no job twice and leave
 * none out, however many are accepted meanwhile.
 */
export class JobLists {
  private readonly redis: RedisClient;

  constructor(
    redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly records: Pick<JobRecords, 'findMany'>,
    private readonly operations: readonly string[],
  ) {
    this.redis = defineListScripts(redis);
  }

  /** A page of the jobs that the filter wants and the scope allows. */
  async page(scope: JobScope, filter: JobFilter, { size, order, after }: PageWish): Promise<JobPage> {
    const { base } = await this.search(scope, filter);
    const isNewestFirst = order === 'newest first';
    const bound = after === undefined ? {} : { [isNewestFirst ? 'most' : 'least']: `(${after}` };
    const how = { isNewestFirst, wanted: size + 1, budget: LOOK_AT, batch: Math.min(size + 1, BATCH) };
    const [stoppedAt = '', ...found] = await this.redis.jobList(
      this.keys.allJobs(),
      JSON.stringify({ ...base, ...bound, ...how }),
    );
    const members = found.filter((_, index) => index % 2 === 0).slice(0, size);
    const next = found.length > 2 * size ? found[2 * size - 1] : stoppedAt;
    return { jobs: await this.read(members, filter), ...(next && { next }) };
  }

  /** How many jobs the filter wants and the scope allows, by status. */
  async count(scope: JobScope, filter: JobFilter): Promise<JobCounts> {
    const search = await this.search(scope, filter);
    const sums = search.sums();
    const how = { isNewestFirst: true, budget: COUNT_AT, batch: BATCH, sums: sums ?? {} };
    const alternatives = sums ? { alternatives: [search.queued()] } : {};
    const [isExact, ...counts] = await this.redis.jobCount(
      this.keys.allJobs(),
      JSON.stringify({ ...search.base, ...alternatives, ...how }),
    );
    const byStatus: JobCounts['byStatus'] = {};
    for (let index = 0; index + 1 < counts.length; index += 2) {
      byStatus[counts[index] as JobStatus] = Number(counts[index + 1]);
    }
    return { byStatus, isExact: isExact === 1 };
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

import type { Caller } from '#libs/auth';
import { asking, JOB_STATUSES, type JobCounts, type JobFilter, type JobLists, type JobStatus } from '#libs/queue';
import type { JobCountsView, JobPageView } from './job.view.js';
import type { JobFilterQuery, JobPageQuery } from './job-page.input.js';
import { UNREADABLE } from './job-reader.js';
import type { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';
import { makePageToken, readPageToken } from './page-token.js';

const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/** Lists jobs for callers: of those that they may see, and counts no others. */
export class JobListing {
  constructor(
    private readonly visibility: JobVisibility,
    private readonly lists: JobLists,
    private readonly views: JobViews,
  ) {}

  /** People who look at zones may name one beside what callers may ask for. */
  page(query: JobPageQuery & { zone?: string }, caller: Caller): Promise<JobPageView> {
    return asking(UNREADABLE, async () => {
      const after = query.pageToken === undefined ? undefined : readPageToken(query.pageToken, query);
      const scope = await this.visibility.scopeOf(caller);
      const filter = filterOf(query);
      const size = Math.min(query.pageSize ?? PAGE_SIZE, MAX_PAGE_SIZE);
      const order = query.orderBy === 'createdAt asc' ? 'oldest first' : 'newest first';
      const page = await this.lists.page(scope, filter, { size, order, after });
      const visible = await this.visibility.visible(page.jobs, caller);
      return {
        jobs: await Promise.all(visible.map((job) => this.views.view(job, caller))),
        ...(page.next && { nextPageToken: makePageToken(page.next, query) }),
        ...(query.counts && { counts: countsView(await this.lists.count(scope, filter), query.status) }),
      };
    });
  }
}

const msOf = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);

type Wanted = JobFilterQuery & { zone?: string };

const filterOf = ({ status, operation, zone, trigram, domain, environment, ...query }: Wanted): JobFilter => ({
  statuses: status,
  operations: operation,
  zone,
  trigram,
  domain,
  environment,
  object: query.target,
  login: query.requester,
  createdFromMs: msOf(query.createdFrom),
  createdBeforeMs: msOf(query.createdBefore),
});

const countsView = ({ byStatus, isExact }: JobCounts, wanted: readonly JobStatus[] = JOB_STATUSES): JobCountsView => ({
  total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
  byStatus: Object.fromEntries(wanted.map((status) => [status, byStatus[status] ?? 0])),
  isExact,
});

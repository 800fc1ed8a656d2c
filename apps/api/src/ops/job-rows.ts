import type { Caller } from '#libs/auth';
import { type JobLists, type JobRecord, JobStore, type TargetLines } from '#libs/queue';
import { JobViews } from '../jobs/job-views.js';
import type { ZoneWatch } from '../jobs/zone-watch.js';
import type { JobRow } from './snapshot.js';
import type { UsualTimes } from './usual-times.js';

/** Each list of the page has at most so many. */
const ROWS = 25;

const FAILURES = 10;

const FAILED = ['failed', 'unknown', 'expired'] as const;

/** What the rows are made of. */
export interface JobRowsParts {
  store: JobStore;
  lists: JobLists;
  zones: ZoneWatch;
  lines: TargetLines;
  times: UsualTimes;
}

/** Reads the jobs that the page lists, for people who may see all of them. Rejects with Redis' errors. */
export class JobRows {
  private readonly views: JobViews;

  constructor(private readonly parts: JobRowsParts) {
    const { zones, lines, store } = parts;
    this.views = new JobViews(zones, lines, store, { seen: (id) => store.find(id) });
  }

  /** Those that run, the longest first. */
  async running(zones: readonly string[]): Promise<JobRow[]> {
    const jobs = await this.firstOf(zones, (zone) => this.parts.store.runningSince(zone, 0, ROWS));
    return this.rowsOf(jobs.sort(byTime(({ startedAt, createdAt }) => startedAt ?? createdAt)).slice(0, ROWS));
  }

  /** Those that wait, the oldest first of those whose time ends soonest. */
  async waiting(zones: readonly string[]): Promise<JobRow[]> {
    const jobs = await this.firstOf(zones, (zone) => this.parts.store.waiting(zone, ROWS));
    const queued = jobs.filter(({ status }) => status === 'queued');
    return this.rowsOf(queued.sort(byTime(({ createdAt }) => createdAt)).slice(0, ROWS));
  }

  /** Those that came to no good end, the newest first. */
  async failures(): Promise<JobRow[]> {
    const wish = { size: FAILURES, order: 'newest first' } as const;
    const { jobs } = await this.parts.lists.page({ all: true }, { statuses: FAILED }, wish);
    return this.rowsOf(jobs);
  }

  /** One job, whole. */
  async row(job: JobRecord): Promise<JobRow> {
    const { result: _, links: __, callbackUrl: ___, ...view } = await this.views.view(job, EVERYBODY);
    const usualMs = job.status === 'running' ? await this.parts.times.of(job.operation) : undefined;
    return { ...view, correlationId: job.correlationId, ...(usualMs !== undefined && { usualMs }) };
  }

  private rowsOf(jobs: readonly JobRecord[]): Promise<JobRow[]> {
    return Promise.all(jobs.map((job) => this.row(job)));
  }

  private async firstOf(zones: readonly string[], idsOf: (zone: string) => Promise<string[]>): Promise<JobRecord[]> {
    const refs = await Promise.all(zones.map(async (zone) => (await idsOf(zone)).map((id) => ({ zone, id }))));
    const all = refs.flat();
    return all.length > 0 ? this.parts.store.findMany(all) : [];
  }
}

/** Who looks sees all jobs: who stands before one in a line is named. */
const EVERYBODY: Caller = { subject: '', login: '', scopes: [], expiresAtMs: 0 };

const byTime =
  (timeOf: (job: JobRecord) => string) =>
  (one: JobRecord, other: JobRecord): number =>
    timeOf(one).localeCompare(timeOf(other));

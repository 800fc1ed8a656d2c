import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/auth';
import { asking, type JobLists, type JobRecord } from '#libs/queue';
import { addVary } from '../http/vary.js';
import type { Ask } from './ask.js';
import type { JobPageView, JobView } from './job.view.js';
import { waitHeaders } from './job-answer.interceptor.js';
import type { JobDesk } from './job-desk.js';
import type { JobPageQuery } from './job-page.input.js';
import type { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';

const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
const UNREADABLE = 'The records of jobs cannot be read now. Ask again in a moment.';

/** Reads jobs for callers. */
export class JobReader {
  constructor(
    private readonly visibility: JobVisibility,
    private readonly lists: JobLists,
    private readonly views: JobViews,
    private readonly desk: JobDesk,
  ) {}

  page({ pageSize = PAGE_SIZE, pageToken }: JobPageQuery, caller: Caller): Promise<JobPageView> {
    return asking(UNREADABLE, async () => {
      const scope = await this.visibility.scopeOf(caller);
      const page = await this.lists.page(scope, Math.min(pageSize, MAX_PAGE_SIZE), pageToken);
      const visible = await this.visibility.visible(page.jobs, caller);
      const jobs = await Promise.all(visible.map((job) => this.views.view(job)));
      return { jobs, ...(page.nextPageToken && { nextPageToken: page.nextPageToken }) };
    });
  }

  /** The job that the caller may see. */
  find(id: string, caller: Caller): Promise<JobRecord> {
    return asking(UNREADABLE, () => this.visibility.find(id, caller));
  }

  /** Answers a poll: 304 when the caller has this state already. */
  async read(id: string, ask: Ask, request: FastifyRequest, reply: FastifyReply): Promise<JobView | undefined> {
    const found = await this.find(id, ask.caller);
    const { job, waitedS } = await asking(UNREADABLE, () => this.desk.waitFor(found, false, ask));
    const etag = `"${job.revision}"`;
    addVary(reply, 'Prefer');
    reply.headers({ etag, 'cache-control': 'private, no-cache', ...waitHeaders(job, waitedS) });
    // A queued job's reasonWaiting changes without its record: it is never "not modified".
    if (request.headers['if-none-match'] === etag && job.status !== 'queued') {
      reply.status(304);
      return undefined;
    }
    return this.views.view(job);
  }
}

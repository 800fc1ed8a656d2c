import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/auth';
import { asking, type JobRecord } from '#libs/queue';
import { addVary } from '../http/vary.js';
import type { Ask } from './ask.js';
import type { JobView } from './job.view.js';
import type { JobDesk } from './job-desk.js';
import type { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';
import { waitHeaders } from './submit-desk.js';

/** What callers are told who cannot be told of jobs. */
export const UNREADABLE = 'The records of jobs cannot be read now. Ask again in a moment.';

/** Reads jobs for callers. */
export class JobReader {
  constructor(
    private readonly visibility: JobVisibility,
    private readonly views: JobViews,
    private readonly desk: JobDesk,
  ) {}

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
    return this.views.view(job, ask.caller);
  }
}

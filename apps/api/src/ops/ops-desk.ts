import type { FastifyReply } from 'fastify';
import type { Caller } from '#libs/auth';
import { asking } from '#libs/queue';
import { type ApiRequest, correlationIdOf, hungUpSignal, spanOf } from '../http/api-request.js';
import type { JobPageView } from '../jobs/job.view.js';
import type { JobEvents } from '../jobs/job-events.js';
import type { JobListing } from '../jobs/job-listing.js';
import { type JobReader, UNREADABLE } from '../jobs/job-reader.js';
import type { JobRows } from './job-rows.js';
import type { OpsJobQuery } from './ops-job-query.input.js';
import type { OpsStream } from './ops-stream.js';
import type { JobDetail, OpsSnapshot } from './snapshot.js';
import type { Snapshots } from './snapshots.js';

/** What the desk works with. */
export interface OpsDeskParts {
  snapshots: Snapshots;
  stream: OpsStream;
  rows: JobRows;
  listing: JobListing;
  reader: JobReader;
  events: JobEvents;
  /** Calls `over` once the session is over with which the request came. Answers how to stop that. */
  onSignOut: (request: Pick<ApiRequest, 'headers'>, over: () => void) => () => void;
}

/** What the operations page is told: all of it is read, nothing is done. */
export class OpsDesk {
  constructor(private readonly parts: OpsDeskParts) {}

  snapshot({ login }: Caller): Promise<OpsSnapshot> {
    return this.parts.snapshots.current(login);
  }

  watch(request: ApiRequest, reply: FastifyReply): Promise<void> {
    return this.parts.stream.watch(request, reply);
  }

  jobs(query: OpsJobQuery, caller: Caller): Promise<JobPageView> {
    return this.parts.listing.page(query, caller);
  }

  async job(id: string, caller: Caller): Promise<JobDetail> {
    const { reader, rows } = this.parts;
    const job = await reader.find(id, caller);
    const row = await asking(UNREADABLE, () => rows.row(job));
    const { kind, result } = job;
    const traceId = traceIdOf(job);
    const more = { ...(traceId && { traceId }), ...(result !== undefined && { result }) };
    return { at: new Date().toISOString(), kind, ...row, ...more };
  }

  /** The life of a job and what its commands print, as at /v1/jobs/{id}/events, for as long as its reader is signed in. */
  async follow(id: string, request: ApiRequest, reply: FastifyReply): Promise<void> {
    const { caller } = request;
    const { events, onSignOut } = this.parts;
    const signedOut = new AbortController();
    const stopListening = onSignOut(request, () => signedOut.abort());
    const ask = {
      caller,
      correlationId: correlationIdOf(request),
      waitS: 0,
      span: spanOf(request),
      hungUp: () => AbortSignal.any([hungUpSignal(reply), signedOut.signal]),
    };
    await events.send(id, ask, request, reply).finally(stopListening);
  }

  /** Ends the streams of all who watch. */
  close(): void {
    this.parts.stream.close();
  }
}

/** Of a job that stands in a trace: where people look for it at the collector (W3C Trace Context). */
const traceIdOf = (job: object): string | undefined => {
  const { traceparent } = job as { traceparent?: unknown };
  return /^[\da-f]{2}-([\da-f]{32})-/.exec(String(traceparent))?.[1];
};

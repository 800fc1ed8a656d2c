import { ApiProperty } from '@nestjs/swagger';
import { CODES, type ErrorCode } from '#libs/platform';
import { JOB_STATUSES, type JobStatus } from '#libs/queue';

/** Where a job acts. */
export class JobTargetView {
  /** @example MAE */
  trigram!: string;
  /** @example DOM_MAE_D01 */
  domain!: string;
  /** @example Development */
  environment!: string;
  /** @example etl-mae-d01.sandbox.socgen */
  host!: string;
  /** @example docker */
  zone!: string;
  /** The object that the operation is about, if it is about one. */
  name?: string;
  service?: string;
  repository?: string;
  connectionId?: string;
  user?: string;
}

/** One fault in a request. */
export class FieldFaultView {
  detail!: string;
  /** JSON pointer into the body. */
  pointer?: string;
  /** Name of the parameter in path, query or header. */
  parameter?: string;
}

/** An RFC 9457 problem object; it may have members that are not listed, which say more about the failure. */
export class ProblemView {
  /** @example urn:etlaas:problem:state-not-reached */
  type!: string;
  title!: string;
  /** @example 502 */
  status!: number;
  /** What is wrong and what to do next, for people. */
  detail!: string;
  @ApiProperty({ enum: Object.keys(CODES), enumName: 'ProblemCode' })
  code!: ErrorCode;
  /** Whether the same request may succeed later. */
  retryable!: boolean;
  correlationId?: string;
  errors?: FieldFaultView[];
  /** With `TARGET_BUSY`: the path of the job that has the target; missing where you may not see that job. */
  holder?: string;
  /** With `SCOPE_MISSING`: the scopes that are needed. */
  scope?: string;
  /** The same as `detail`; on the routes of the replaced system only. */
  message?: string;
}

/** Who asked for a job. */
export class RequesterView {
  /** @example mae-batch */
  login!: string;
  clientId?: string;
}

/** Where to go from a job. */
export class JobLinksView {
  /** @example /v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11 */
  self!: string;
  /** Missing once the job has ended. */
  cancel?: string;
  /** @example /v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11/events */
  events!: string;
  /** What became of its callback. */
  callback?: string;
}

/** A queued operation and what became of it. Exactly one of `result` and `error` is there once it has ended. */
export class JobView {
  /** @example 2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11 */
  id!: string;
  /** @example integration-service.stop */
  operation!: string;
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;
  target!: JobTargetView;
  requestedBy!: RequesterView;
  /**
   * Why a change was asked for, in the requester's words.
   * @example CHG0012345
   */
  reason?: string;
  createdAt!: string;
  startedAt?: string;
  finishedAt?: string;
  /** The job expires unless a worker begins it before. */
  notAfter!: string;
  /**
   * Of a job with status `unknown` that has not ended: until then its outcome is verified again and again. A cancel ends that.
   */
  verifyUntil?: string;
  cancelRequestedAt?: string;
  progress?: string;
  /** Why a queued job has not begun. */
  reasonWaiting?: string;
  /** How many changes of the same target are to begin before this one; missing where it waits for none. */
  queuePosition?: number;
  /** Where its end is told; whoever may see the job may see it. */
  callbackUrl?: string;
  /** The host that answered a read, where that is not `target.host`: it could not be reached, and this one serves the same. */
  answeredBy?: string;
  /** Of a read: the job that read this, for this one too; `readAt` in the result says when. */
  sharedFrom?: string;
  /** The typed result of the operation. */
  @ApiProperty({ type: Object, additionalProperties: true })
  result?: unknown;
  error?: ProblemView;
  links!: JobLinksView;
}

/** How many jobs have a status; a status that the filter leaves out is missing. */
export class JobsByStatusView {
  queued?: number;
  running?: number;
  succeeded?: number;
  failed?: number;
  expired?: number;
  cancelled?: number;
  unknown?: number;
}

/** How many jobs the filter wants, of those you may see. */
export class JobCountsView {
  /** @example 42 */
  total!: number;
  byStatus!: JobsByStatusView;
  /** False: there are at least so many. Who filters by target or requester among very many jobs gets no exact numbers. */
  isExact!: boolean;
}

/** A page of jobs, newest first unless `orderBy` says otherwise. */
export class JobPageView {
  /** May be fewer than `pageSize`, or none, although more pages follow. */
  jobs!: JobView[];
  /** Give it as `pageToken`, with the same filters, for the next page; missing on the last one. */
  nextPageToken?: string;
  /** Only where `counts=true` asked for it. */
  counts?: JobCountsView;
}

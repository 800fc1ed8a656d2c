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
  /** With `TARGET_BUSY`: the path of the job that has the target. */
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
  createdAt!: string;
  startedAt?: string;
  finishedAt?: string;
  /** The job expires unless a worker begins it before. */
  notAfter!: string;
  cancelRequestedAt?: string;
  progress?: string;
  /** Why a queued job has not begun. */
  reasonWaiting?: string;
  /** How many changes of the same target are to begin before this one; missing where it waits for none. */
  queuePosition?: number;
  /** The host that answered a read, where that is not `target.host`: it could not be reached, and this one serves the same. */
  answeredBy?: string;
  /** The typed result of the operation. */
  @ApiProperty({ type: Object, additionalProperties: true })
  result?: unknown;
  error?: ProblemView;
  links!: JobLinksView;
}

/** A page of jobs, newest first. */
export class JobPageView {
  jobs!: JobView[];
  /** Give it as `pageToken` for the next page; missing on the last one. */
  nextPageToken?: string;
}

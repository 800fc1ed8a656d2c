import type { NamedTarget } from '#libs/informatica';
import type { Problem } from '#libs/platform';

/** The states of a job. The last five are final; `unknown` only once its outcome is no longer verified. */
export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'expired', 'cancelled', 'unknown'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The states that a job never leaves once it has ended. */
export type FinalStatus = Exclude<JobStatus, 'queued' | 'running'>;

/** Whether a job has ended. One whose outcome is unknown has not while it is still verified. */
export const isFinal = ({ status, verifyUntil }: Pick<JobRecord, 'status' | 'verifyUntil'>): boolean =>
  status !== 'queued' && status !== 'running' && verifyUntil === undefined;

/** Where a job acts: the names of the request and the host and zone that the inventory gave. */
export interface JobTarget extends NamedTarget {
  trigram: string;
  domain: string;
  environment: string;
  host: string;
  zone: string;
}

/** Who asked for a job. `subject` is unique per person or client; `login` is the directory account. */
export interface Requester {
  subject: string;
  login: string;
  clientId?: string;
}

/** Whom the caller wants told of the end of a job. `receiver` is host or host:port, as operations allow it. */
export interface Callback {
  url: string;
  receiver: string;
}

/** What is fixed about a job when it is accepted. Holds no secret: everybody who may see the job may see all of it. */
export interface AcceptedJob {
  id: string;
  operation: string;
  kind: 'read' | 'change';
  input: Record<string, unknown>;
  target: JobTarget;
  requestedBy: Requester;
  correlationId: string;
  /** Where the job stands in the trace of its request (W3C Trace Context). It decides nothing. */
  traceparent?: string;
  tracestate?: string;
  /** Of a change: why, in the requester's words; a change ticket, say. */
  reason?: string;
  callback?: Callback;
}

/** What is needed of a job to end it. */
export type EndedJob = Pick<AcceptedJob, 'id' | 'target' | 'kind' | 'operation' | 'input'>;

/** How a job ended: the typed result of its operation, or a problem object. */
export interface JobOutcome {
  result?: unknown;
  error?: Problem;
  /** The host that answered a read in the stead of `target.host`, which could not be reached. */
  answeredBy?: string;
}

/** The outcome that a record holds. */
export const outcomeOf = ({ result, error, answeredBy }: JobRecord): JobOutcome => ({
  ...(result !== undefined && { result }),
  ...(error && { error }),
  ...(answeredBy && { answeredBy }),
});

/** The record of a job: our own truth in Redis, kept for the retention time. Times are ISO 8601 by Redis' clock. */
export interface JobRecord extends AcceptedJob, JobOutcome {
  status: JobStatus;
  createdAt: string;
  notAfter: string;
  startedAt?: string;
  finishedAt?: string;
  cancelRequestedAt?: string;
  /** While the outcome is unknown: until then it is verified again and again. */
  verifyUntil?: string;
  progress?: string;
  /** Grows with every change of the record; the source of its ETag. */
  revision: number;
  /** Of a change: its number among all changes, by which a host refuses one that was overtaken. */
  fence?: string;
  /** No worker has it: it is queued behind other changes of its target, or another job reads for it too. */
  isInLine?: boolean;
  /** Of a read: it may share a reading only with those of the same generation of its domain. */
  generation?: string;
  /** Of a read that has ended: the job whose reading it was told. */
  sharedFrom?: string;
  /** And when that one had ended, which may be a while before. */
  sourceFinishedAt?: string;
}

/** How long a job may wait and how long its record is kept, in milliseconds. */
export interface JobTimes {
  startWithinMs: number;
  /** How far ahead a deadline may lie that a caller wishes; as `startWithinMs` where it is not said. */
  notAfterMaxMs?: number;
  keptForMs: number;
  /** How long an outcome that is unknown is verified again before it stays so. */
  verifyWithinMs: number;
}

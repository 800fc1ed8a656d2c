import type { NamedTarget } from '#libs/informatica';
import type { Problem } from '#libs/platform';

/** The states of a job. The last five are final. */
export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'expired', 'cancelled', 'unknown'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The states that a job never leaves. */
export type FinalStatus = Exclude<JobStatus, 'queued' | 'running'>;

/** Whether a job in this state has ended. */
export const isFinal = (status: JobStatus): status is FinalStatus => status !== 'queued' && status !== 'running';

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
  callback?: Callback;
}

/** How a job ended: the typed result of its operation, or a problem object. */
export interface JobOutcome {
  result?: unknown;
  error?: Problem;
  /** The host that answered a read in the stead of `target.host`, which could not be reached. */
  answeredBy?: string;
}

/** The record of a job: our own truth in Redis, kept for the retention time. Times are ISO 8601 by Redis' clock. */
export interface JobRecord extends AcceptedJob, JobOutcome {
  status: JobStatus;
  createdAt: string;
  notAfter: string;
  startedAt?: string;
  finishedAt?: string;
  cancelRequestedAt?: string;
  progress?: string;
  /** Grows with every change of the record; the source of its ETag. */
  revision: number;
  /** Of a change: its number among all changes, by which a host refuses one that was overtaken. */
  fence?: string;
  /** It is queued behind other changes of its target, and no worker has it yet. */
  isInLine?: boolean;
}

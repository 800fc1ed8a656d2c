/** Who is behind a record. */
export interface AuditSubject {
  login: string;
  client_id: string | null;
}

/** What the record is about: names of the request and what the inventory added. Only what applies is present. */
export interface AuditTarget {
  trigram?: string;
  domain?: string;
  environment?: string;
  host?: string;
  zone?: string;
  service?: string;
  repository?: string;
  connectionId?: string;
  user?: string;
}

/** The permission decision and the rule that made it. */
export interface AuditDecision {
  allowed: boolean;
  reason: string;
  rule?: { kind: string; trigram: string; source: string; group: string };
}

interface Common {
  correlation_id: string;
  /** A sentence for people. */
  response_message: string;
  /** More facts, as JSON. Never a token, a password or the output of a command. */
  details?: Record<string, unknown>;
}

interface OfJob extends Common {
  job_id: string;
  subject: AuditSubject;
  target: AuditTarget;
}

/** The API answered a request; `subject` is absent when nobody was authenticated. */
interface RequestAnswered extends Common {
  event: 'request.answered';
  response_http_code: number;
  subject?: AuditSubject;
  target?: AuditTarget;
  decision?: AuditDecision;
  job_id?: string;
}

/** A job may be queued. */
interface JobDecided extends OfJob {
  event: 'job.decided';
  decision: AuditDecision;
}

/** The first command of a job is about to be sent. */
interface JobStarted extends OfJob {
  event: 'job.started';
}

/** A job ended; `outcome` is its status. */
interface JobFinished extends OfJob {
  event: 'job.finished';
  outcome: string;
}

/** A worker would not run a job: not genuine, too late, permission gone. */
interface JobRefused extends OfJob {
  event: 'job.refused';
  outcome: string;
  decision?: AuditDecision;
}

/** Somebody asked to cancel a job. */
interface JobCancelled extends OfJob {
  event: 'job.cancelled';
  outcome: string;
}

/** A process came up or went down in order. */
interface ProcessChanged extends Common {
  event: 'process.started' | 'process.stopped';
}

/** Records can be written again after they could not. */
export interface AuditResumed extends Common {
  event: 'audit.resumed';
}

/** What is handed to the audit log: one kind of fact by its `event`. */
export type AuditEvent =
  | RequestAnswered
  | JobDecided
  | JobStarted
  | JobFinished
  | JobRefused
  | JobCancelled
  | ProcessChanged
  | AuditResumed;

/** Who writes: added to each record. */
export interface AuditWriter {
  app: string;
  writer: string;
}

/**
 * A datalake record: one line of the audit file. `correlation_id`, `event`, `response_http_code`, `response_message` and
 * `details` are always present, as readers of the replaced system expect; `id` is unique, so that a reader can drop repeats.
 */
export type AuditRecord = AuditEvent &
  AuditWriter & { v: 1; id: string; ts: string; response_http_code: number | null; details: Record<string, unknown> };

/** Completes an event with version, id, time and writer. */
export const toRecord = (event: AuditEvent, writer: AuditWriter, id: string, now: Date): AuditRecord => ({
  v: 1,
  id,
  ts: now.toISOString(),
  ...writer,
  response_http_code: null,
  ...event,
  details: event.details ?? {},
});

/** JSON leaves these as they are, but terminals and some line readers act on them. */
const UNSAFE_IN_A_LINE = /[\u007f-\u009f\u2028\u2029]/g;

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The record as exactly one line, with its line end: no value can begin a second one. Throws what JSON cannot hold. */
export const toLine = (record: AuditRecord): string => `${JSON.stringify(record).replace(UNSAFE_IN_A_LINE, escaped)}\n`;

/** The record of a process that begins or ends in order. */
export const processRecord = (event: ProcessChanged['event']): ProcessChanged => ({
  event,
  correlation_id: `process-${process.pid}`,
  response_message: event === 'process.started' ? 'the process began' : 'the process ends',
});

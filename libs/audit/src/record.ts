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
  /** The SHA-256 of each rule file that it rests on: of a file that was not used, none. */
  files?: Readonly<Record<string, string>>;
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
  /** Why a change was asked for, in the requester's words. */
  reason?: string;
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

/** A change was begun and it is not known how it ended: it is verified again. */
interface JobDoubted extends OfJob {
  event: 'job.doubted';
  decision?: AuditDecision;
}

/** A job ended; `outcome` is its status. */
interface JobFinished extends OfJob {
  event: 'job.finished';
  outcome: string;
  /** By what right the change was begun: decided anew just before. */
  decision?: AuditDecision;
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
  decision: AuditDecision;
}

/** The end of a job was told to the receiver that its requester named; or that was given up. */
interface CallbackEnded extends OfJob {
  event: 'callback.delivered' | 'callback.given-up';
  outcome: string;
}

/** The disk holds another content of a rule file, which counts from now on, or is refused and does not count. */
interface ConfigurationChanged extends Common {
  event: 'configuration.reloaded' | 'configuration.refused';
  file: string;
  /** SHA-256 of that content; null where it could not be read. */
  hash: string | null;
}

/** A process came up or went down in order. */
interface ProcessChanged extends Common {
  event: 'process.started' | 'process.stopped';
}

/** Somebody signed in with a browser, or out again, or could not; `subject` is absent where nobody knows who it was. */
interface SessionChanged extends Common {
  event: 'session.opened' | 'session.closed' | 'session.refused';
  subject?: AuditSubject;
}

/** Somebody looked at the queue board or at a job on it; repeated looks within minutes are one. */
interface BoardViewed extends Common {
  event: 'board.viewed';
  subject: AuditSubject;
}

/** Somebody pressed a button of the queue board: written before anything is done. */
interface BoardActed extends Common {
  event: 'board.acted';
  subject: AuditSubject;
  decision: AuditDecision;
  job_id?: string;
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
  | JobDoubted
  | JobFinished
  | JobRefused
  | JobCancelled
  | CallbackEnded
  | ConfigurationChanged
  | ProcessChanged
  | SessionChanged
  | BoardViewed
  | BoardActed
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

/** A file that changed on the disk, as its readers know it. */
interface ChangedFile {
  name: string;
  hash: string;
  refusal?: { hash?: string | undefined; faults: readonly string[] } | undefined;
}

/** Enough to know what is wrong; the log has more. */
const FIRST_FAULTS = 5;

/** The record of a rule file that changed: with the hash of what is in use from now on, or of what was refused. */
export function configurationRecord({ name, hash, refusal }: ChangedFile): ConfigurationChanged {
  const correlation_id = `process-${process.pid}`;
  if (!refusal) {
    const response_message = `${name} was read anew`;
    return { event: 'configuration.reloaded', correlation_id, response_message, file: name, hash };
  }
  const { faults } = refusal;
  return {
    event: 'configuration.refused',
    correlation_id,
    response_message: `${name} is refused; what was read before stays in use`,
    file: name,
    hash: refusal.hash ?? null,
    details: { faults: faults.length, first: faults.slice(0, FIRST_FAULTS), inUse: hash },
  };
}

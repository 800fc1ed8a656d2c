import type { ChainHead } from './chain.js';

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

/** A record of some chain. */
interface ChainPlace extends ChainHead {
  /** 16 hexadecimal digits. */
  chain: string;
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
  /** The address that a request came from. */
  source_ip?: string;
  /** The trace that it belongs to: W3C Trace Context. */
  traceparent?: string;
  /** A sentence for people. */
  response_message: string;
  /** More facts, as JSON. Never a token, a password or the output of a command. */
  details?: Record<string, unknown>;
}

interface OfJob extends Common {
  job_id: string;
  /** What was asked for, such as `integration-service.stop`; absent where nothing that the job says is believed. */
  operation?: string;
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
export interface ConfigurationChanged extends Common {
  event: 'configuration.reloaded' | 'configuration.refused';
  file: string;
  /** SHA-256 of that content; null where it could not be read. */
  hash: string | null;
}

/** A process came up or went down in order. */
export interface ProcessChanged extends Common {
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
interface AuditResumed extends Common {
  event: 'audit.resumed';
}

/** A torn last line, which a crash had left and nobody had been told of as kept, was cut off. */
interface AuditRepaired extends Common {
  event: 'audit.repaired';
  details: { file: string; cutBytes: number };
}

/** The first record of a chain; `before` is where the one stood that is not continued. */
interface ChainBegun extends Common {
  event: 'chain.begun';
  details: { chain: string; cause: string; before?: ChainPlace };
}

/** The last record of a segment, which has so many with this one. */
interface SegmentSealed extends Common {
  event: 'segment.sealed';
  details: { first: number; records: number };
}

/**
 * A segment, delivered before, is about to be deleted, of this writer or of one that died; or it was, and the record of that is about to be.
 * `mac` is that of its last record; all from `removedFrom` on is gone in order.
 */
interface SegmentRemoved extends Common {
  event: 'segment.removed';
  details: {
    writer: string;
    chain: string;
    first: number;
    last: number;
    mac: string;
    removedFrom?: number | undefined;
  };
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
  | AuditResumed
  | AuditRepaired
  | ChainBegun
  | SegmentSealed
  | SegmentRemoved;

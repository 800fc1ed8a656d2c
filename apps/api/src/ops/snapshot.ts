import type { RecentRefusal } from '#libs/queue';
import type { RuleFileView } from '../http/health/health.view.js';
import type { JobView } from '../jobs/job.view.js';
import type { ZoneWorkerView } from '../zones/zone.view.js';

/** A job as the lists of the page show it: without what may be large. */
export interface JobRow extends Omit<JobView, 'result' | 'links' | 'callbackUrl'> {
  correlationId: string;
  /** The median of what the same operation took lately. */
  usualMs?: number;
}

/** What must be looked at. A `problem` keeps work from being done, a `notice` may come to that. */
export interface Finding {
  weight: 'problem' | 'notice';
  words: string;
  /** Where more of it is seen. */
  href: string;
  /** What a person does first; missing where `href` says it all. */
  next?: string;
}

/** The state of everything in a sentence, and what it is made of. */
export interface Verdict {
  weight: Finding['weight'] | 'well';
  words: string;
  findings: readonly Finding[];
}

/** A zone and its queue. */
export interface ZoneRow {
  zone: string;
  /** Whether this API has a key of it. */
  known: boolean;
  waiting: number;
  running: number;
  oldestWaitingSince?: string;
  workers: readonly ZoneWorkerView[];
  /** Of the jobs that were accepted within a day. */
  lately: { failed: number; unknown: number; expired: number; isExact: boolean };
}

/** What Redis says of jobs. Lists have the first of each kind; the zones say how many there are. */
export interface JobsSeen {
  zones: readonly ZoneRow[];
  running: readonly JobRow[];
  waiting: readonly JobRow[];
  /** Failed, expired and of unknown outcome, the newest first. */
  failures: readonly JobRow[];
  /** How many have waited for longer than `LONG_WAIT_MS`. */
  longWaiting: number;
}

/** One Integration Service as it was read last. */
export interface ServiceTile {
  name: string;
  enabled: boolean;
  alive: boolean;
  readAt: string;
  /** The job that read it. */
  jobId: string;
}

/** The services of a domain that a job has read. */
export interface DomainTiles {
  domain: string;
  environment: string;
  zone: string;
  services: readonly ServiceTile[];
  /** When the records were looked through for readings; missing before the first look. */
  lookedAt?: string;
}

/** Whether something that the API leans on works, in words. */
export interface HealthSign {
  name: string;
  state: 'up' | 'weak' | 'down' | 'unknown';
  words: string;
}

/** All that the page shows at a moment. Times are ISO 8601. */
export interface OpsSnapshot {
  at: string;
  /** From when on jobs count as late ones, for links. */
  since: string;
  release: string;
  /** What this place is called; where it has no name, the environments that its changes act in. */
  environments: readonly string[];
  verdict: Verdict;
  /** Missing while Redis does not answer. */
  jobs?: JobsSeen;
  refusals?: readonly RecentRefusal[];
  estate: readonly DomainTiles[];
  health: readonly HealthSign[];
  files: readonly RuleFileView[];
}

/** A job that has waited for so long is told of. */
export const LONG_WAIT_MS = 5 * 60_000;

/** What came of jobs counts for so long. */
export const LATELY_MS = 86_400_000;

/** One job, as its own page shows it. */
export interface JobDetail extends JobRow {
  at: string;
  kind: 'read' | 'change';
  traceId?: string;
  /** The typed result of the operation. */
  result?: unknown;
}

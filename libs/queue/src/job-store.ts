import type { AcceptedJob, FinalStatus, JobOutcome, JobRecord, JobStatus, JobTimes } from './job.js';
import { memberOf, toKnown } from './job-member.js';
import { iso } from './job-of-hash.js';
import { cellText, objectOf, placeText } from './job-place.js';
import { JobRecords } from './job-records.js';
import type { QueueKeys } from './keys.js';
import { lineNameOf } from './line-name.js';
import type { RedisClient } from './redis-client.js';

const KEY_KEPT_FOR_MS = 86_400_000;

/** The caller's key and the hash of what was asked with it. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/** How a job is accepted. */
export interface Terms {
  idempotency?: Idempotency | undefined;
  /** What a change does whose target another has: it is not accepted (the default), or waits in line. */
  onConflict?: 'reject' | 'queue' | undefined;
}

/**
 * What `accept` found: a new job with its deadline, the job that an earlier request with the same key made, or the job that has
 * the target.
 */
export type Acceptance =
  | ({ kind: 'accepted' } & Pick<JobRecord, 'createdAt' | 'notAfter' | 'fence' | 'isInLine'>)
  | { kind: 'known'; fingerprint: string; zone: string; id: string }
  | { kind: 'busy'; holder: string };

/** What came of a wish to end a job: whether this ended it, and which job has the target now. */
export interface Finish {
  isEnded: boolean;
  heir?: string;
}

/** Whether an unknown outcome is verified again, and whether that was said for the first time. */
export interface Doubt {
  isOpen: boolean;
  isFirst: boolean;
}

/**
 * What a worker may do with a job: run it (again), or nothing because it is late, ended or unknown; `replayed` where it has
 * ended and Bull was done with it: no redelivery, somebody queued it again.
 */
export interface Claim {
  kind: 'first' | 'again' | 'late' | 'missing' | 'replayed' | FinalStatus;
  /** Time left to begin, in milliseconds by Redis' clock; only for `first` and `again`, negative perhaps for `again`. */
  leftMs: number;
  /** Somebody asked for the end of a job that runs. */
  isCancelRequested: boolean;
  /** Of a job whose outcome is unknown: time left to verify it, in milliseconds; negative where that is over. */
  verifyLeftMs?: number;
}

/** What a claim needs of a job: its deadline as it was signed. */
export type ClaimedJob = Pick<AcceptedJob, 'id' | 'target'> & { notAfter: string };

/**
 * The truth about jobs: one hash per job, every change of state one atomic script by Redis' clock.
 *
 * Promises that a final state never changes and that a job is claimed only before its `notAfter`. Rejects with Redis' errors.
 */
export class JobStore extends JobRecords {
  constructor(
    redis: RedisClient,
    keys: QueueKeys,
    zones: readonly string[],
    private readonly times: JobTimes,
  ) {
    super(redis, keys, zones);
  }

  /** Stores a new job as `queued`, with its idempotency key if it has one and its place in the line: all or none. */
  async accept(job: AcceptedJob, { idempotency, onConflict = 'reject' }: Terms = {}): Promise<Acceptance> {
    const { zone } = job.target;
    const { subject } = job.requestedBy;
    const [kind, first, notAfter = '', fence, isInLine] = await this.redis.jobAccept(
      this.keys.job(zone, job.id),
      this.keys.waiting(zone),
      this.keys.allJobs(),
      this.keys.jobsOfPlace(placeText(job.target)),
      this.keys.jobsOfRequester(subject),
      this.keys.lastPosition(),
      this.keys.idempotency(subject, idempotency?.key ?? ''),
      this.lineOf(job),
      this.keys.events(zone),
      job.id,
      JSON.stringify(job),
      memberOf(job.target, job.id),
      String(this.times.startWithinMs),
      JSON.stringify(this.listedBeside(job)),
      idempotency?.fingerprint ?? '',
      String(KEY_KEPT_FOR_MS),
      job.kind === 'change' ? onConflict : '',
      this.keys.job(zone, ''),
    );
    if (kind === 'known') return toKnown(first);
    if (kind === 'busy') return { kind, holder: first };
    const times = { createdAt: iso(first), notAfter: iso(notAfter) };
    return { kind: 'accepted', ...times, ...(fence && { fence }), ...(isInLine === 1 && { isInLine: true }) };
  }

  /** The job that a request with this key made, if there was one. */
  async findByKey(subject: string, key: string): Promise<Extract<Acceptance, { kind: 'known' }> | undefined> {
    const known = await this.redis.get(this.keys.idempotency(subject, key));
    return known === null ? undefined : toKnown(known);
  }

  /** Takes a job for a worker; a redelivered one is `again`. */
  async claim({ id, target, notAfter }: ClaimedJob, worker: string): Promise<Claim> {
    const { zone } = target;
    const args = [this.keys.events(zone), id, worker, String(Date.parse(notAfter))];
    const [kind, leftMs, isCancelRequested, verifyLeftMs] = await this.redis.jobClaim(
      ...this.ownKeys(zone, id),
      ...args,
    );
    const claim: Claim = { kind: kind as Claim['kind'], leftMs, isCancelRequested: isCancelRequested === 1 };
    return verifyLeftMs === undefined ? claim : { ...claim, verifyLeftMs };
  }

  /** Ends a job, unless it has ended already or is not in the state `only`. */
  async finish(
    job: Pick<AcceptedJob, 'id' | 'target' | 'kind'>,
    status: FinalStatus,
    outcome: JobOutcome,
    only: JobStatus | '' = '',
  ): Promise<Finish> {
    const { zone } = job.target;
    const keys = [...this.ownKeys(zone, job.id), this.lineOf(job)];
    const keptForMs = String(this.times.keptForMs);
    const args = [this.keys.events(zone), job.id, status, JSON.stringify(outcome), only, keptForMs];
    const [what, heir] = await this.redis.jobFinish(...keys, ...args);
    return { isEnded: what === 'finished', ...(heir && { heir }) };
  }

  /** Notes an unknown outcome of a job that is to be verified again; answers that it is, unless its time for that is over. */
  async doubt({ id, target }: Pick<AcceptedJob, 'id' | 'target'>, outcome: JobOutcome): Promise<Doubt> {
    const { zone } = target;
    const args = [this.keys.events(zone), id, JSON.stringify(outcome), String(this.times.verifyWithinMs)];
    const [leftMs, isFirst] = await this.redis.jobDoubt(this.keys.job(zone, id), ...args);
    return { isOpen: leftMs > 0, isFirst: isFirst === 1 };
  }

  /**
   * Notes that Bull is done with a job that has ended: whoever delivers it from now on has queued it again. Of a job that has
   * not ended, or of none, nothing is noted.
   */
  async settle(zone: string, id: string): Promise<void> {
    await this.redis.jobSettle(this.keys.job(zone, id));
  }

  /** Asks the worker of a running job to end it; answers the state the job is in. */
  async requestCancel(zone: string, id: string): Promise<JobStatus | 'missing'> {
    const status = await this.note(zone, id, 'cancelRequestedAt', '');
    await this.redis.publish(this.keys.control(zone), id);
    return status;
  }

  /** Whether somebody asked for the end of a job. */
  async isCancelRequested(zone: string, id: string): Promise<boolean> {
    return (await this.redis.hexists(this.keys.job(zone, id), 'cancelRequestedAt')) === 1;
  }

  /** Says in a word or two what a running job is doing. */
  async progress(zone: string, id: string, text: string): Promise<void> {
    await this.note(zone, id, 'progress', text);
  }

  private async note(zone: string, id: string, field: string, value: string): Promise<JobStatus | 'missing'> {
    const args = [this.keys.job(zone, id), this.keys.events(zone), id, field, value];
    return (await this.redis.jobNote(...args)) as JobStatus | 'missing';
  }

  /** What a new job is looked for by, beside its place and its requester. */
  private listedBeside(job: AcceptedJob) {
    const { target, operation, requestedBy } = job;
    const [place, object] = [placeText(target), objectOf(job)];
    return {
      cell: cellText(target, operation),
      place,
      places: [this.keys.places(), this.keys.placesOfRequester(requestedBy.subject)],
      lists: [
        this.keys.jobsOfLogin(requestedBy.login, place),
        ...(object ? [this.keys.jobsOfObject(object, place)] : []),
      ],
    };
  }

  /** Reads need their target not for themselves: they stand in no line. */
  private lineOf(job: Pick<AcceptedJob, 'target' | 'kind'>): string {
    return this.keys.line(job.target.zone, job.kind === 'change' ? lineNameOf(job) : '');
  }

  private ownKeys(zone: string, id: string): [string, string, string] {
    return [this.keys.job(zone, id), this.keys.waiting(zone), this.keys.running(zone)];
  }
}

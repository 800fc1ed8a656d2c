import type { Span } from '#libs/platform';
import type { QueueKeys } from '../keys.js';
import { domainNameOf, lineNameOf, readingNameOf } from '../lines/line-name.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { AcceptedJob, EndedJob, FinalStatus, JobOutcome, JobRecord, JobStatus, JobTimes } from './job.js';
import { untimely } from './job-deadline.js';
import { memberOf, toKnown } from './job-member.js';
import { iso } from './job-of-hash.js';
import { cellText, objectOf, placeText } from './job-place.js';
import { JobRecords } from './job-records.js';
import { type Claim, type Finish, toClaim, toFinish } from './step-answers.js';

const KEY_KEPT_FOR_MS = 86_400_000;
/** No caller may be told an older reading. */
export const LATEST_KEPT_FOR_MS = 300_000;

/** The caller's key and the hash of what was asked with it. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/** How a job is accepted. */
export interface Terms {
  idempotency?: Idempotency | undefined;
  /** Of a read: how old a reading it may be told, in milliseconds; without it, any that is under way when it comes. */
  maxAgeMs?: number | undefined;
  /** What a change does whose target another has: it is not accepted (the default), or waits in line. */
  onConflict?: 'reject' | 'queue' | undefined;
  /** The deadline that the caller wishes, in ISO 8601; without it the job may wait as long as it is set. */
  notAfter?: string | undefined;
  /** Under which it is traced that the job is accepted. */
  span?: Span | undefined;
}

/**
 * What `accept` found: a new job with its deadline, the job that an earlier request with the same key made, or the job that has
 * the target.
 */
export type Acceptance =
  | ({ kind: 'accepted' } & Pick<JobRecord, 'createdAt' | 'notAfter' | 'fence' | 'isInLine' | 'generation'> & {
        /** It has ended already: it was told the reading of another job. */
        isTold?: boolean;
      })
  | { kind: 'known'; fingerprint: string; zone: string; id: string }
  | { kind: 'busy'; holder: string };

/** Whether an unknown outcome is verified again, and whether that was said for the first time. */
export interface Doubt {
  isOpen: boolean;
  isFirst: boolean;
}

/** What a claim needs of a job: its deadline as it was signed. */
export type ClaimedJob = EndedJob & { notAfter: string };

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

  /**
   * Stores a new job, with its idempotency key if it has one and its place in the line: all or none. It is `queued`, or as far as
   * the reading is that it shares. Rejects with
   * `VALIDATION_FAILED` where the wished deadline is past or too far ahead.
   */
  async accept(
    job: AcceptedJob,
    { idempotency, onConflict = 'reject', maxAgeMs, notAfter: wished }: Terms = {},
  ): Promise<Acceptance> {
    const { zone } = job.target;
    const { subject } = job.requestedBy;
    const place = placeText(job.target);
    const keys = [
      this.keys.job(zone, job.id),
      this.keys.waiting(zone),
      this.keys.lastPosition(),
      this.keys.idempotency(subject, idempotency?.key ?? ''),
      ...this.sharedKeys(job),
      this.keys.places(),
      this.keys.placesOfRequester(subject),
      ...this.listsOf(job, place),
    ];
    const [kind, first, notAfter = '', fence, isInLine, generation, isTold] = await this.redis.jobAccept(
      keys.length,
      ...keys,
      this.keys.events(zone),
      job.id,
      JSON.stringify(job),
      memberOf(job.target, job.id),
      cellText(job.target, job.operation),
      place,
      String(this.times.startWithinMs),
      idempotency?.fingerprint ?? '',
      String(KEY_KEPT_FOR_MS),
      job.kind === 'change' ? onConflict : '',
      this.keys.job(zone, ''),
      maxAgeMs === undefined ? '' : String(maxAgeMs),
      wished === undefined ? '' : String(Date.parse(wished)),
      String(this.times.notAfterMaxMs ?? this.times.startWithinMs),
      String(this.times.keptForMs),
      this.keys.callbacks(zone, ''),
    );
    if (kind === 'known') return toKnown(first);
    if (kind === 'untimely') throw untimely(wished ?? '', Number(first), this.times);
    if (kind === 'busy') return { kind, holder: first };
    const times = { createdAt: iso(first), notAfter: iso(notAfter) };
    return {
      kind: 'accepted',
      ...times,
      ...(fence && { fence }),
      ...(isInLine === 1 && { isInLine: true }),
      ...(generation && { generation }),
      ...(isTold === 1 && { isTold: true }),
    };
  }

  /** The job that a request with this key made, if there was one. */
  async findByKey(subject: string, key: string): Promise<Extract<Acceptance, { kind: 'known' }> | undefined> {
    const known = await this.redis.get(this.keys.idempotency(subject, key));
    return known === null ? undefined : toKnown(known);
  }

  /** Takes a job for a worker; a redelivered one is `again`. */
  async claim(job: ClaimedJob, worker: string): Promise<Claim> {
    const { id, target, notAfter } = job;
    const { zone } = target;
    const [line] = this.sharedKeys(job);
    const args = [this.keys.events(zone), id, worker, String(Date.parse(notAfter)), this.keys.job(zone, '')];
    const answer = await this.redis.jobClaim(...this.ownKeys(zone, id), line, ...args);
    return toClaim(answer);
  }

  /** Ends a job, unless it has ended already or is not in the state `only`; its callback, if it has one, is due from then on. */
  async finish(job: EndedJob, status: FinalStatus, outcome: JobOutcome, only: JobStatus | '' = ''): Promise<Finish> {
    const { zone } = job.target;
    const keys = [...this.ownKeys(zone, job.id), ...this.sharedKeys(job)];
    const times = [LATEST_KEPT_FOR_MS, this.times.keptForMs].map(String);
    const how = [
      status,
      JSON.stringify(outcome),
      only,
      this.keys.job(zone, ''),
      ...times,
      this.keys.callbacks(zone, ''),
    ];
    const answer = await this.redis.jobFinish(...keys, this.keys.events(zone), job.id, ...how);
    return toFinish(answer);
  }

  /** The jobs that were told the reading of an ended one, and whose ends are not recorded yet. */
  async unrecordedSharers(zone: string, id: string): Promise<JobRecord[]> {
    const ids = (await this.redis.hget(this.keys.job(zone, id), 'sharers'))?.split(' ') ?? [];
    return this.findMany(ids.map((sharer) => ({ zone, id: sharer })));
  }

  /** Their ends are recorded. */
  async sharersAreRecorded(zone: string, id: string): Promise<void> {
    await this.redis.hdel(this.keys.job(zone, id), 'sharers');
  }

  /** Notes an unknown outcome of a job that is to be verified again; answers that it is, unless its time for that is over. */
  async doubt(job: Pick<AcceptedJob, 'id' | 'target'>, outcome: JobOutcome): Promise<Doubt> {
    const { zone } = job.target;
    const keys = [this.keys.job(zone, job.id), this.keys.generation(zone, domainNameOf(job))];
    const args = [this.keys.events(zone), job.id, JSON.stringify(outcome), String(this.times.verifyWithinMs)];
    const [leftMs, isFirst] = await this.redis.jobDoubt(...keys, ...args);
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

  /** The lists by which a new job is looked for. */
  private listsOf(job: AcceptedJob, place: string): string[] {
    const { subject, login } = job.requestedBy;
    const object = objectOf(job);
    return [
      this.keys.allJobs(),
      this.keys.jobsOfPlace(place),
      this.keys.jobsOfRequester(subject),
      this.keys.jobsOfLogin(login, place),
      ...(object ? [this.keys.jobsOfObject(object, place)] : []),
    ];
  }

  /** The line, the generation and the latest reading that a job has in common with others. */
  private sharedKeys(job: Omit<EndedJob, 'id'>): [string, string, string] {
    const { zone } = job.target;
    const name = job.kind === 'change' ? lineNameOf(job) : readingNameOf(job);
    return [this.keys.line(zone, name), this.keys.generation(zone, domainNameOf(job)), this.keys.latest(zone, name)];
  }

  private ownKeys(zone: string, id: string): [string, string, string] {
    return [this.keys.job(zone, id), this.keys.waiting(zone), this.keys.running(zone)];
  }
}

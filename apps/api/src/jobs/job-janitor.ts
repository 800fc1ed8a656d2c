import { type AuditLog, jobFacts } from '#libs/audit';
import { AppError, type AppLogger, toProblem } from '#libs/platform';
import {
  expiredOutcome,
  type FinalStatus,
  isFinal,
  type JobEndings,
  type JobProducer,
  type JobRecord,
  type JobRetention,
  type JobStore,
  outcomeOf,
  type QueueKeys,
  type RedisClient,
  type ZoneQueues,
} from '#libs/queue';
import { ageOfRun } from './run-age.js';
import type { ZoneWatch } from './zone-watch.js';

const EVERY_MS = 15_000;
const AT_ONCE = 500;
/** So many times as many jobs may be forgotten at each look: more than a busy day ends. */
const FORGETS = 10;
/** Younger claims may only just have reached Bull's own lists. */
const LOST_AFTER_MS = 60_000;
/** A worker that looks for the last time writes down what it finds within this time. */
const SETTLED_AFTER_MS = 600_000;
/** Younger jobs are only just being accepted. */
const ACCEPTED_AFTER_MS = 10_000;

/** What the janitor works with. */
export interface JanitorParts {
  redis: RedisClient;
  keys: QueueKeys;
  store: JobStore;
  queues: ZoneQueues;
  producer: JobProducer;
  endings: JobEndings;
  audit: AuditLog;
  zoneWatch: Pick<ZoneWatch, 'isServed'>;
  retention: Pick<JobRetention, 'forget'>;
}

/**
 * Ends the jobs that no worker took in time, so that they are recorded and audited as expired even where no worker lives,
 * and puts back those that Bull has lost, or whose turn came when nobody could say so.
 *
 * Readers see such a job as expired at once, from its `notAfter`; this only writes it down. One API process at a time.
 */
export class JobJanitor {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: JanitorParts,
    private readonly logger: AppLogger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((err: Error) => this.logger.warn({ err: { message: err.message } }, 'janitor failed'));
    }, EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    const { redis, keys, store, queues } = this.parts;
    if ((await redis.set(keys.janitor(), '1', 'PX', EVERY_MS - 1_000, 'NX')) !== 'OK') return;
    for (const zone of queues.keys()) {
      await this.each(zone, await store.overdue(zone, AT_ONCE), (job) => this.expire(job));
      await this.each(zone, await store.waiting(zone, AT_ONCE), (job) => this.queue(job));
      await this.each(zone, await store.runningSince(zone, LOST_AFTER_MS, AT_ONCE), (job) => this.revive(job));
      await this.forget(zone);
    }
  }

  private async forget(zone: string): Promise<void> {
    for (let time = 0; time < FORGETS; time += 1) {
      if ((await this.parts.retention.forget(zone, AT_ONCE)) < AT_ONCE) return;
    }
  }

  /** One job that cannot be cared for keeps no other from it. */
  private async each(zone: string, ids: readonly string[], care: (job: JobRecord) => Promise<void>): Promise<void> {
    for (const job of await this.parts.store.findMany(ids.map((id) => ({ zone, id })))) {
      await care(job).catch((err: Error) =>
        this.logger.warn({ err: { message: err.message }, jobId: job.id }, 'the janitor could not care for a job'),
      );
    }
  }

  /** A job that never reached its queue would have its target, or those that share its reading, wait for nothing. */
  private async queue(job: JobRecord): Promise<void> {
    const ageMs = Date.now() - Date.parse(job.createdAt);
    if (job.status !== 'queued' || ageMs < ACCEPTED_AFTER_MS) return;
    await this.parts.producer.ensureQueued(job);
  }

  /** An outcome that nobody verifies any more, as no worker lives, stays unknown: every job ends. */
  private async settle(job: JobRecord): Promise<void> {
    await this.record(job, 'unknown', 'nobody verified the outcome in time');
    await this.parts.endings.finish(job, 'unknown', outcomeOf(job), 'unknown');
  }

  /** A run that would be over by now, and that no worker will tell the end of. */
  private async isAbandoned(job: JobRecord): Promise<boolean> {
    if (job.status !== 'running') return false;
    const age = ageOfRun(job, Date.now());
    if (age === 'late') return (await this.parts.zoneWatch.isServed(job.target.zone)) === false;
    return age === 'over';
  }

  private async abandon(job: JobRecord): Promise<void> {
    const { store, endings } = this.parts;
    if (job.kind === 'change') {
      const error = new AppError('OUTCOME_UNKNOWN', 'The worker that ran the change is gone, and no other has come.');
      await store.doubt(job, { error: toProblem(error, job.correlationId) });
      return;
    }
    const error = new AppError('DEADLINE_EXCEEDED', 'The worker that ran the read is gone. Submit it again.');
    await this.record(job, 'failed', 'no worker of the zone lives');
    const outcome = { error: toProblem(error, job.correlationId) };
    const { sharers } = await endings.finish(job, 'failed', outcome, 'running');
    if (sharers.length > 0) await this.recordSharers(job);
  }

  private async recordSharers({ id, target }: JobRecord): Promise<void> {
    const { store } = this.parts;
    for (const sharer of await store.unrecordedSharers(target.zone, id)) {
      await this.record(sharer, 'failed', 'no worker of the zone lives');
    }
    await store.sharersAreRecorded(target.zone, id);
  }

  /** Bull may have given a job up, or lost it with a Redis that came back older; its record says that it has not ended. */
  private async revive(job: JobRecord): Promise<void> {
    if (isFinal(job) || job.status === 'queued') return;
    if (job.verifyUntil && Date.now() - Date.parse(job.verifyUntil) > SETTLED_AFTER_MS) return this.settle(job);
    if (await this.isAbandoned(job)) return this.abandon(job);
    if (!(await this.parts.producer.revive(job))) return;
    this.logger.warn({ jobId: job.id }, 'a running job was put back on its queue');
  }

  private record(job: JobRecord, outcome: FinalStatus, response_message: string): Promise<void> {
    return this.parts.audit.write({ event: 'job.finished', ...jobFacts(job), outcome, response_message });
  }

  private async expire(job: JobRecord): Promise<void> {
    const { endings, producer } = this.parts;
    await this.record(job, 'expired', 'no worker began the job in time');
    await endings.finish(job, 'expired', expiredOutcome(job.correlationId), 'queued');
    await producer.withdraw(job);
  }
}

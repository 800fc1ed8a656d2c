import { type AuditLog, jobFacts } from '#libs/audit';
import type { AppLogger } from '#libs/platform';
import {
  expiredOutcome,
  type JobEndings,
  type JobProducer,
  type JobRecord,
  type JobStore,
  type QueueKeys,
  type RedisClient,
  type ZoneQueues,
} from '#libs/queue';

const EVERY_MS = 15_000;
const AT_ONCE = 500;
/** Younger claims may only just have reached Bull's own lists. */
const LOST_AFTER_MS = 60_000;
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

  /** A change that never reached its queue would have its target for nothing; or nobody told it that its turn has come. */
  private async queue(job: JobRecord): Promise<void> {
    const ageMs = Date.now() - Date.parse(job.createdAt);
    if (job.kind !== 'change' || job.status !== 'queued' || ageMs < ACCEPTED_AFTER_MS) return;
    await this.parts.producer.ensureQueued(job);
  }

  /** Bull may have given a job up, or lost it with a Redis that came back older; its record says that it has not ended. */
  private async revive(job: JobRecord): Promise<void> {
    if (job.status !== 'running' || !(await this.parts.producer.revive(job))) return;
    this.logger.warn({ jobId: job.id }, 'a running job was put back on its queue');
  }

  private async expire(job: JobRecord): Promise<void> {
    const { audit, endings, producer } = this.parts;
    await audit.write({
      event: 'job.finished',
      ...jobFacts(job),
      outcome: 'expired',
      response_message: 'no worker began the job in time',
    });
    await endings.finish(job, 'expired', expiredOutcome(job.correlationId), 'queued');
    await producer.withdraw(job);
  }
}

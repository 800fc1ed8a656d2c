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
  type TargetLines,
  type ZoneQueues,
} from '#libs/queue';

const EVERY_MS = 15_000;
const AT_ONCE = 500;
/** Younger claims may only just have reached Bull's own lists. */
const LOST_AFTER_MS = 60_000;

/** What the janitor works with. */
export interface JanitorParts {
  redis: RedisClient;
  keys: QueueKeys;
  store: JobStore;
  queues: ZoneQueues;
  producer: JobProducer;
  endings: JobEndings;
  lines: TargetLines;
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
    const { redis, keys, store, queues, lines } = this.parts;
    if ((await redis.set(keys.janitor(), '1', 'PX', EVERY_MS - 1_000, 'NX')) !== 'OK') return;
    for (const zone of queues.keys()) {
      const overdue = await store.overdue(zone, AT_ONCE);
      for (const job of await store.findMany(overdue.map((id) => ({ zone, id })))) await this.expire(job);
      const waiting = await store.waiting(zone, AT_ONCE);
      for (const job of await store.findMany(waiting.map((id) => ({ zone, id })))) await lines.promoteIfFirst(job);
      const running = await store.runningSince(zone, LOST_AFTER_MS, AT_ONCE);
      for (const job of await store.findMany(running.map((id) => ({ zone, id })))) await this.revive(job);
    }
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

import type { Job, Queue } from 'bull';
import type { AppLogger } from '#libs/platform';
import type { ZoneQueues } from '#libs/queue';
import type { OperationProcessor } from './operation.processor.js';

/** Bull never closes while Redis is away; where no job runs there is nothing to wait for. */
const CLOSE_IDLE_WITHIN_MS = 2_000;

/** Connects Bull to the processor and keeps the locks of running jobs alive. */
export class QueueConsumer {
  private readonly running = new Map<string, Promise<unknown>>();
  private isTaking = false;

  constructor(
    private readonly queues: ZoneQueues,
    private readonly processor: OperationProcessor,
    private readonly lockMs: number,
    private readonly logger: AppLogger,
  ) {}

  /** Whether it takes jobs. */
  get isRunning(): boolean {
    return this.isTaking;
  }

  /** Begins to take jobs of every zone, up to `concurrency` of each at once. */
  start(concurrency: number): void {
    this.isTaking = true;
    for (const [zone, queue] of this.queues) {
      // Nest would close the queue too, and wait for running jobs without end; `stop` does it within a time.
      Reflect.deleteProperty(queue, 'onApplicationShutdown');
      queue.on('error', (err) => this.logger.warn({ err: { message: err.message }, zone }, 'queue fault'));
      queue.on('stalled', (job: Job) => {
        this.processor.noteStalled(zone);
        this.logger.warn({ jobId: job.id, zone }, 'job is delivered again');
      });
      queue.on('lock-extension-failed', (job: Job, err: Error) => {
        this.logger.warn({ jobId: job.id, err: { message: err.message } }, 'lock renewal was refused');
        void this.renewUntilDone(job);
      });
      queue.on('completed', (job: Job) => this.processor.settle(zone, String(job.id)));
      void queue.process('*', concurrency, (job: Job) => this.take(zone, job));
    }
  }

  /** Takes no more jobs and waits for those that run, but no longer than `withinMs`: what is left is delivered again. */
  async stop(withinMs: number): Promise<void> {
    this.isTaking = false;
    const closed = Promise.all([...this.queues.values()].map((queue: Queue) => queue.close()));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.running.size > 0 ? withinMs : CLOSE_IDLE_WITHIN_MS);
    });
    await Promise.race([closed.catch(() => undefined), enough]);
    clearTimeout(timer);
  }

  /**
   * Redis may forget the lock of a job that runs here, and Bull then delivers it to us once more. A second run would judge a
   * host that others may have changed since, so both deliveries have the outcome of the first.
   */
  private take(zone: string, job: Job): Promise<unknown> {
    const run = nameOf(job);
    const known = this.running.get(run);
    if (known) return known;
    const running = this.processor.process(zone, String(job.id), job.data).finally(() => this.running.delete(run));
    this.running.set(run, running);
    return running;
  }

  /** Bull stops renewing a lock for ever after one refusal; a healthy job must not be delivered again for that. */
  private async renewUntilDone(job: Job): Promise<void> {
    while (this.running.has(nameOf(job))) {
      await job.extendLock(this.lockMs).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, this.lockMs / 4).unref());
    }
  }
}

/** Whoever writes to Redis may have used the id of a job in the queue of another zone. */
const nameOf = (job: Job): string => `${job.queue.name}/${job.id}`;

import type { Job, Queue } from 'bull';
import type { AppLogger } from '#libs/platform';
import type { ZoneQueues } from '#libs/queue';
import type { OperationProcessor } from './operation.processor.js';

/** Connects Bull to the processor and keeps the locks of running jobs alive. */
export class QueueConsumer {
  private readonly running = new Set<string>();

  constructor(
    private readonly queues: ZoneQueues,
    private readonly processor: OperationProcessor,
    private readonly lockMs: number,
    private readonly logger: AppLogger,
  ) {}

  /** Begins to take jobs of every zone, up to `concurrency` of each at once. */
  start(concurrency: number): void {
    for (const [zone, queue] of this.queues) {
      // Nest would close the queue too, and wait for running jobs without end; `stop` does it within a time.
      Reflect.deleteProperty(queue, 'onApplicationShutdown');
      queue.on('error', (err) => this.logger.warn({ err: { message: err.message }, zone }, 'queue fault'));
      queue.on('stalled', (job: Job) => this.logger.warn({ jobId: job.id, zone }, 'job is delivered again'));
      queue.on('lock-extension-failed', (job: Job, err: Error) => {
        this.logger.warn({ jobId: job.id, err: { message: err.message } }, 'lock renewal was refused');
        void this.renewUntilDone(job);
      });
      void queue.process('*', concurrency, (job: Job) => this.take(zone, job));
    }
  }

  /** Takes no more jobs and waits for those that run, but no longer than `withinMs`: what is left is delivered again. */
  async stop(withinMs: number): Promise<void> {
    const closed = Promise.all([...this.queues.values()].map((queue: Queue) => queue.close()));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([closed.catch(() => undefined), enough]);
    clearTimeout(timer);
  }

  private async take(zone: string, job: Job): Promise<unknown> {
    const id = String(job.id);
    this.running.add(id);
    try {
      return await this.processor.process(zone, id, job.data);
    } finally {
      this.running.delete(id);
    }
  }

  /** Bull stops renewing a lock for ever after one refusal; a healthy job must not be delivered again for that. */
  private async renewUntilDone(job: Job): Promise<void> {
    while (this.running.has(String(job.id))) {
      await job.extendLock(this.lockMs).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, this.lockMs / 4).unref());
    }
  }
}

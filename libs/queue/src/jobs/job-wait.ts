import { isFinal, type JobRecord } from './job.js';
import type { JobHub } from './job-hub.js';
import type { JobStore } from './job-store.js';

/** Waits for jobs without polling. */
export class JobWait {
  constructor(
    private readonly hub: JobHub,
    private readonly store: JobStore,
  ) {}

  /** The job as it is when it has ended, when `timeoutMs` has passed or when the caller hung up; undefined if unknown. */
  async untilFinal(id: string, timeoutMs: number, hungUp?: AbortSignal): Promise<JobRecord | undefined> {
    for await (const job of this.changes(id, timeoutMs, hungUp)) if (isFinal(job)) return job;
    return this.store.find(id);
  }

  /** Each state of the job that is new, until it has ended, `timeoutMs` has passed or the caller hung up. */
  async *changes(id: string, timeoutMs: number, hungUp?: AbortSignal): AsyncGenerator<JobRecord> {
    let seen = 0;
    for await (const job of this.notices(id, timeoutMs, hungUp)) {
      if (job.revision > seen) yield job;
      seen = job.revision;
    }
  }

  /** The job as it is at first and at each notice about it, new or not, until the same ends. */
  async *notices(id: string, timeoutMs: number, hungUp?: AbortSignal): AsyncGenerator<JobRecord> {
    const bell = new Bell(timeoutMs, hungUp);
    const stopListening = this.hub.listen(id, () => bell.ring());
    try {
      while (!bell.isOver && !this.hub.isStopped) {
        const job = await this.store.find(id);
        if (!job) return;
        yield job;
        if (isFinal(job)) return;
        await bell.rung();
      }
    } finally {
      stopListening();
      bell.close();
    }
  }
}

/** Remembers a ring until somebody waits for it, and is over after a time. */
class Bell {
  isOver = false;
  private hasRung = false;
  private wake: (() => void) | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly end = (): void => {
    this.isOver = true;
    this.ring();
  };

  constructor(
    timeoutMs: number,
    private readonly hungUp?: AbortSignal,
  ) {
    this.timer = setTimeout(this.end, timeoutMs);
    hungUp?.addEventListener('abort', this.end);
    if (hungUp?.aborted) this.end();
  }

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  async rung(): Promise<void> {
    if (!this.hasRung) await new Promise<void>((resolve) => (this.wake = resolve));
    this.hasRung = false;
  }

  close(): void {
    clearTimeout(this.timer);
    this.hungUp?.removeEventListener('abort', this.end);
  }
}

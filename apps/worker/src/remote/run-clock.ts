import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#libs/platform';

/** An abort of the commands on the host gets this long; then the run is over with or without it. */
const ABORT_WITHIN_MS = 8_000;

/** The time of one run: how much has passed, how much is left, and its hard end. */
export class RunClock {
  /** Whether something was sent to the host. */
  hasBegun = false;
  private readonly startedAt = performance.now();
  private readonly end = new AbortController();
  private readonly timer: NodeJS.Timeout;

  /** `onOver` ends the commands on the host; what still runs here is aborted after it, or after 8 seconds. */
  constructor(
    private readonly limitMs: number,
    onOver: () => Promise<void>,
  ) {
    this.timer = setTimeout(() => {
      const abort = Promise.race([onOver(), sleep(ABORT_WITHIN_MS, undefined, { ref: false })]);
      void abort.catch(() => undefined).then(() => this.end.abort(new Error('the run limit was reached')));
    }, limitMs);
  }

  /** Aborted when the run must end. */
  get signal(): AbortSignal {
    return this.end.signal;
  }

  get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }

  get remainingMs(): number {
    return Math.max(0, this.limitMs - this.elapsedMs);
  }

  begin(): void {
    this.hasBegun = true;
  }

  /** Waits, but not beyond the end. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.end.signal }).catch(() => undefined);
  }

  throwIfOver(mayHaveBegun: boolean): void {
    if (this.remainingMs > 0 && !this.end.signal.aborted) return;
    throw mayHaveBegun
      ? new AppError('OUTCOME_UNKNOWN', 'The run limit was reached before the host said how the change ended.')
      : new AppError('DEADLINE_EXCEEDED', 'The run limit of the operation was reached; nothing was changed.');
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

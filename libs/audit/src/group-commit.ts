import type { AppError } from '#libs/platform';

/** A record that waits for the disk. */
export interface Waiting {
  text: string;
  /** Something is done once it is kept; so it may be refused. */
  isBeforeEffect: boolean;
  /** Says that somebody looked, or was answered: the first that is left out where there is little room. */
  isLook: boolean;
  resolve: () => void;
  reject: (error: AppError) => void;
}

const MAX_WAITING = 20_000;
const SOON_MS = 25;

/** All records that wait are settled together, in their order; those that come meanwhile are the next ones. */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #urgent = false;
  #closed = false;

  /** `settle` resolves or rejects each of a batch and does not reject itself. */
  constructor(private readonly settle: (batch: readonly Waiting[]) => Promise<void>) {}

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Throws where no more can wait. */
  add(waiting: Waiting): void {
    if (this.#closed) throw new Error('the audit log is closed');
    if (this.#waiting.length >= MAX_WAITING) throw new Error('too many audit records wait');
    this.#waiting.push(waiting);
  }

  /** Polls are noted by the thousand: a sync for each would cost more than the polls. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), SOON_MS);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#urgent = true;
    this.#draining ??= this.#drain();
  }

  /** Settles what waits; takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.now();
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Notes that arrive meanwhile wait for their timer, or a stream of polls would sync without end.
    while (this.#urgent) {
      this.#urgent = false;
      const batch = this.#waiting;
      this.#waiting = [];
      await this.settle(batch);
    }
    // In the same tick as the last look at `urgent`: a write between the two would wait for ever.
    this.#draining = undefined;
  }
}

/** Closers of the first turn run before the others: the apps end while what they lean on still stands. */
export type Turn = 'first' | 'last';

/** What the sandbox has started and must end, at whatever moment it is told to. */
export class Lifetime {
  readonly #closers: Record<Turn, (() => Promise<unknown>)[]> = { first: [], last: [] };
  readonly #failure = new AbortController();
  #ending: Promise<void> | undefined;

  /** Rejects when a part of the sandbox ends that should not; never resolves. */
  failure(): Promise<never> {
    const { signal } = this.#failure;
    return new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Tells that something is broken; the first fault counts. */
  fail(error: Error): void {
    this.#failure.abort(error);
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Throws once the end has begun: nothing may be started that nobody would end. */
  ensureAlive(): void {
    if (this.isEnding) throw new Error('the sandbox is ending');
  }

  onEnd(turn: Turn, close: () => Promise<unknown>): void {
    if (this.isEnding) void close();
    else this.#closers[turn].push(close);
  }

  /** Closes everything; a second call waits for the first. What cannot be closed does not keep the rest from it. */
  end(): Promise<void> {
    this.#ending ??= this.#closeAll();
    return this.#ending;
  }

  async #closeAll(): Promise<void> {
    for (const turn of ['first', 'last'] as const) {
      await Promise.allSettled(this.#closers[turn].map((close) => close()));
    }
  }
}

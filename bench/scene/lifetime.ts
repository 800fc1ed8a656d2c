/** What the bench has started. All of it is ended, last thing first, whatever happens. */
export class Lifetime {
  readonly #closers: (() => unknown)[] = [];
  #ending: Promise<void> | undefined;

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  onEnd(close: () => unknown): void {
    if (this.isEnding) void close();
    else this.#closers.push(close);
  }

  /** A second call waits for the first. What cannot be ended does not keep the rest from it. */
  end(): Promise<void> {
    this.#ending ??= this.#closeAll();
    return this.#ending;
  }

  async #closeAll(): Promise<void> {
    for (const close of this.#closers.reverse())
      await Promise.resolve()
        .then(close)
        .catch(() => undefined);
  }
}

/**
 * A signal that is aborted when another one is, or when nobody extends it in time.
 *
 * (`AbortSignal.any` keeps what it made for as long as its source lives, and a caller's signal may live for days.)
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #follow: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the time was up, rather than the caller. */
  isOver = false;

  constructor(
    private readonly ms: number,
    private readonly source: AbortSignal | undefined,
  ) {
    this.#follow = () => this.#controller.abort(source?.reason);
    if (source?.aborted) this.#follow();
    source?.addEventListener('abort', this.#follow, { once: true });
    this.extend();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins the time anew. */
  extend(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#controller.abort();
    }, this.ms);
  }

  /** Lets go of timer and source. The signal is not aborted any more. */
  release(): void {
    clearTimeout(this.#timer);
    this.source?.removeEventListener('abort', this.#follow);
  }
}

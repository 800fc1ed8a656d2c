/**
 * Says when something that failed may be tried again: not before its rest is over, and then by one at a time.
 *
 * Each `mayTry()` that says yes must be followed by `succeeded()` or `failed()`.
 */
export class CircuitBreaker {
  #restsUntil: number | undefined;
  #isProbing = false;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether the last try failed. */
  get isOpen(): boolean {
    return this.#restsUntil !== undefined;
  }

  mayTry(): boolean {
    if (this.#restsUntil === undefined) return true;
    if (this.#isProbing || this.now() < this.#restsUntil) return false;
    this.#isProbing = true;
    return true;
  }

  succeeded(): void {
    this.#restsUntil = undefined;
    this.#isProbing = false;
  }

  /** Leaves it alone for so long; a longer rest that was ordered before stays. */
  failed(restMs: number): void {
    this.#restsUntil = Math.max(this.#restsUntil ?? -Infinity, this.now() + restMs);
    this.#isProbing = false;
  }
}

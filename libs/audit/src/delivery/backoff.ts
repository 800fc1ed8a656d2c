/** How long is waited between tries. */
export interface BackoffTimes {
  firstMs: number;
  longestMs: number;
  /** 0 to 1, for tests. */
  random?: (() => number) | undefined;
}

/** No data lake keeps us waiting longer, whatever it says. */
const LONGEST_ASKED_MS = 900_000;

/** Waits that double up to a bound, each with a part by chance: what failed together does not come back together. */
export class Backoff {
  private failures = 0;

  constructor(private readonly times: BackoffTimes) {}

  /** The next wait: not less than what was asked for, within reason. */
  next(askedMs = 0): number {
    const { firstMs, longestMs, random = Math.random } = this.times;
    const fullMs = Math.min(longestMs, firstMs * 2 ** Math.min(this.failures, 30));
    this.failures += 1;
    return Math.max(fullMs * (0.5 + random() / 2), Math.min(askedMs, LONGEST_ASKED_MS));
  }

  reset(): void {
    this.failures = 0;
  }
}

import { once } from 'node:events';
import type { BackoffTimes } from './backoff.js';

/** How fast delivery goes; tests scale it down. */
export interface Pace {
  /** Records that come within this time go in one batch, so that delivery does not sync as often as the writing of records. */
  gatherMs: number;
  retry: BackoffTimes;
  /** The same, where the data lake is there and refuses. */
  refused: BackoffTimes;
  /** How often it is looked for what a dead process left, and for what may be removed. */
  roundMs: number;
  /** After so long the rest of what may be removed is left to the next round: delivery waits meanwhile. */
  removalMs: number;
  now: () => number;
}

const MINUTE_MS = 60_000;

export const USUAL_PACE: Pace = {
  gatherMs: 1_000,
  retry: { firstMs: 1_000, longestMs: MINUTE_MS },
  refused: { firstMs: MINUTE_MS, longestMs: 10 * MINUTE_MS },
  roundMs: MINUTE_MS,
  removalMs: 1_000,
  now: Date.now,
};

/** When nothing more is begun: by the clock of `performance`, and where it is closed. */
export interface TimeBounds {
  closing: AbortSignal;
  stopAt: number;
}

/** Whether nothing more is to be begun. */
export const isOver = ({ closing, stopAt }: TimeBounds): boolean => closing.aborted || performance.now() >= stopAt;

/** Waits, and ends at once, without an error, when `signal` says so. Keeps no process alive. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms).unref();
    signal.addEventListener('abort', done);
  });

/** As `work`, but rejects at once when `signal` says so: a disk or a client may hang where nobody can break it off. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const aborted = once(signal, 'abort', { signal: over.signal }).then(
    () => Promise.reject(new Error('it was broken off')),
    () => new Promise<never>(() => undefined),
  );
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
    work.catch(() => undefined);
  }
}

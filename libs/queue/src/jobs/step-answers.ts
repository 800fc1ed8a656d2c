import type { FinalStatus } from './job.js';

/** What came of a wish to end a job: whether this ended it, and which job has the target now. */
export interface Finish {
  isEnded: boolean;
  heir?: string;
  /** The ids of those that were told the same reading. */
  sharers: readonly string[];
  /** Of a job that was begun: how long it ran, in milliseconds by Redis' clock. */
  ranMs?: number;
}

/**
 * What a worker may do with a job: run it (again), or nothing because it is late, ended or unknown; `replayed` where it has
 * ended and Bull was done with it: no redelivery, somebody queued it again.
 */
export interface Claim {
  kind: 'first' | 'again' | 'late' | 'missing' | 'replayed' | FinalStatus;
  /** Time left to begin, in milliseconds by Redis' clock; only for `first` and `again`, negative perhaps for `again`. */
  leftMs: number;
  /** Somebody asked for the end of a job that runs. */
  isCancelRequested: boolean;
  /** Only for `first`: how long it waited, in milliseconds by Redis' clock. */
  waitedMs?: number;
  /** Of a job whose outcome is unknown: time left to verify it, in milliseconds; negative where that is over. */
  verifyLeftMs?: number;
}

/** What the step `jobClaim` answered. */
export function toClaim(answer: readonly [string, number, number, number?, number?]): Claim {
  const [kind, leftMs, isCancelRequested, ageMs, verifyLeftMs] = answer;
  return {
    kind: kind as Claim['kind'],
    leftMs,
    isCancelRequested: isCancelRequested === 1,
    ...(kind === 'first' && ageMs !== undefined && { waitedMs: ageMs }),
    ...(verifyLeftMs !== undefined && { verifyLeftMs }),
  };
}

/** What the step `jobFinish` answered. */
export function toFinish(answer: readonly [string, string, string[]?, (number | null)?]): Finish {
  const [what, heir, sharers = [], ranMs] = answer;
  const ran = typeof ranMs === 'number' ? { ranMs } : {};
  return { isEnded: what === 'finished', ...(heir && { heir }), sharers, ...ran };
}

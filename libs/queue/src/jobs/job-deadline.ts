import { AppError } from '#libs/platform';
import type { JobTimes } from './job.js';
import { iso } from './job-of-hash.js';

type WaitTimes = Pick<JobTimes, 'startWithinMs' | 'notAfterMaxMs'>;

/** The refusal of a deadline that a caller wished, for `notAfter`: it is past, or too far ahead. `nowMs` is by Redis' clock. */
export function untimely(notAfter: string, nowMs: number, times: WaitTimes): AppError {
  const detail = faultOf(notAfter, nowMs, times) ?? 'must lie ahead';
  return new AppError('VALIDATION_FAILED', `The notAfter ${detail}.`, { errors: [{ parameter: 'notAfter', detail }] });
}

/** The deadline of a job that is accepted at `nowMs`. Throws `VALIDATION_FAILED` where accepting it would. */
export function deadlineOf(wished: string | undefined, nowMs: number, times: WaitTimes): string {
  if (wished === undefined) return iso(nowMs + times.startWithinMs);
  if (faultOf(wished, nowMs, times)) throw untimely(wished, nowMs, times);
  return iso(Date.parse(wished));
}

function faultOf(notAfter: string, nowMs: number, { startWithinMs, notAfterMaxMs }: WaitTimes): string | undefined {
  const maxMs = notAfterMaxMs ?? startWithinMs;
  const aheadMs = Date.parse(notAfter) - nowMs;
  // What is no instant does not lie ahead either.
  if (!(aheadMs > 0)) return `must lie ahead; now, by the clock of the queue, is ${iso(nowMs)}`;
  return aheadMs > maxMs
    ? `must be at most ${maxMs / 1000} s ahead; now, by the clock of the queue, is ${iso(nowMs)}`
    : undefined;
}

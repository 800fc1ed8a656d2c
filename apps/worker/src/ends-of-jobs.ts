import { AppError, toProblem } from '#libs/platform';
import type { Claim, FinalStatus, JobOutcome, SignedJob } from '#libs/queue';

/**
 * How long a job may still begin, in ms. What was told to be unknown begins nothing any more, and a read that runs may be read
 * anew whenever it is delivered again.
 */
export function mayBeginMsOf({ kind }: SignedJob, { kind: claimed, leftMs, verifyLeftMs }: Claim): number {
  if (verifyLeftMs !== undefined) return -1;
  return kind === 'read' && claimed === 'again' ? Number.POSITIVE_INFINITY : leftMs;
}

/** The problem that a job ended with, and which host said so where it was another one. */
export function problemOf(error: unknown, job: SignedJob, otherHost?: string): JobOutcome {
  const problem = toProblem(error, job.correlationId);
  // Of hosts that cannot be reached none has answered.
  const hasAnswered = otherHost !== undefined && problem.code !== 'HOST_UNREACHABLE';
  return { error: problem, ...(hasAnswered && { answeredBy: otherHost }) };
}

/** A fault of a delivery that asked nobody what an earlier one did. */
export const blindly = (cause: unknown): AppError => {
  const why = cause instanceof AppError ? cause.message : 'An unexpected fault was logged.';
  return new AppError('OUTCOME_UNKNOWN', `An earlier delivery may have begun the change. ${why}`, { cause });
};

/** What a job that ended with an error is. "Failed" is said only where the end of a change is known. */
export function statusOf(error: unknown, kind: SignedJob['kind'], isCancelRequested: boolean): FinalStatus {
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  if (code === 'OUTCOME_UNKNOWN' || (code === 'INTERNAL' && kind === 'change')) return 'unknown';
  if (code === 'JOB_EXPIRED') return 'expired';
  return code === 'JOB_CANCELLED' || (isCancelRequested && kind === 'read') ? 'cancelled' : 'failed';
}

import { AppError, toProblem } from '#libs/platform';
import type { AcceptedJob, JobOutcome, JobRecord, JobStatus } from './job.js';

/** A time of the record as callers see it. */
export const iso = (ms: string | number): string => new Date(Number(ms)).toISOString();

/** While a job is in these, somebody works for it. */
const OF_A_RUN: ReadonlySet<string> = new Set<JobStatus>(['running', 'unknown']);

/** What a job that no worker began in time ends with. */
export const expiredOutcome = (correlationId: string): JobOutcome => ({
  error: toProblem(
    new AppError(
      'JOB_EXPIRED',
      'No worker began the job before its notAfter. Nothing was run; submit it again if needed.',
    ),
    correlationId,
  ),
});

/** The record that a hash of Redis is; undefined for none. `now` is Redis' clock in ms: a queued job may be late by it. */
export function toRecord(hash: Record<string, string>, now: number): JobRecord | undefined {
  const { accepted, status, createdAt, notAfter, revision } = hash;
  if (!accepted || !status || !createdAt || !notAfter) return undefined;
  const isLate = status === 'queued' && now > Number(notAfter);
  const job = JSON.parse(accepted) as AcceptedJob;
  return Object.assign(job, {
    status: isLate ? 'expired' : (status as JobStatus),
    createdAt: iso(createdAt),
    notAfter: iso(notAfter),
    ...(hash['startedAt'] && { startedAt: iso(hash['startedAt']) }),
    ...(hash['finishedAt'] && { finishedAt: iso(hash['finishedAt']) }),
    ...(isLate && { finishedAt: iso(notAfter), ...expiredOutcome(job.correlationId) }),
    ...(hash['cancelRequestedAt'] && { cancelRequestedAt: iso(hash['cancelRequestedAt']) }),
    ...(hash['verifyUntil'] && { verifyUntil: iso(hash['verifyUntil']) }),
    ...(hash['progress'] && OF_A_RUN.has(status) && { progress: hash['progress'] }),
    ...(hash['outcome'] && ownOutcome(hash['outcome'], job)),
    ...(hash['fence'] && { fence: hash['fence'] }),
    ...(hash['inLine'] && { isInLine: true }),
    ...(hash['generation'] && { generation: hash['generation'] }),
    ...(hash['outcomeOf'] && { sharedFrom: hash['outcomeOf'] }),
    ...(hash['sourceFinishedAt'] && { sourceFinishedAt: iso(hash['sourceFinishedAt']) }),
    revision: Number(revision) + (isLate ? 1 : 0),
  });
}

/** A shared outcome was written for another request: this one's correlation id is its own. */
function ownOutcome(text: string, { correlationId }: AcceptedJob): JobOutcome {
  const outcome = JSON.parse(text) as JobOutcome;
  return outcome.error ? { ...outcome, error: { ...outcome.error, correlationId } } : outcome;
}

/** A worker may write the records of its zone: one that says it was of another zone, or another job, is none. */
export const standsAt = (
  job: JobRecord | undefined,
  { zone, id }: { zone: string; id: string },
): JobRecord | undefined => (job?.id === id && job.target.zone === zone ? job : undefined);

import { randomUUID } from 'node:crypto';
import { type AuditLog, jobFacts } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { type Operation, readInput } from '#libs/informatica';
import { type Environment, levelOf } from '#libs/permission';
import { crashPoint } from '#libs/platform';
import type { AcceptedJob, JobProducer, JobRecord, JobWait, Requester } from '#libs/queue';
import { decisionOf, type Estate, type GrantedPlace, type WishedPlace } from '../inventory/estate.js';
import type { Ask } from './ask.js';
import { assertKeyed } from './key-rule.js';

/** A job as an answer: with how the caller was told to wait, and whether an earlier request had made it. */
export interface JobAnswer {
  job: JobRecord;
  isReplay: boolean;
  /** The seconds that a `Prefer: wait` was honoured with. */
  waitedS?: number;
}

/** What the desk works with. `waitMaxS` caps the wait of any caller; `keyRequiredIn`: see `assertKeyed`. */
export interface DeskParts {
  estate: Estate;
  audit: AuditLog;
  producer: JobProducer;
  wait: JobWait;
  waitMaxS: number;
  keyRequiredIn: readonly Environment[];
}

/**
 * Where requests become jobs, the same way for every route: validate, decide, audit, queue, perhaps wait.
 *
 * Whatever fails throws an `AppError` and then nothing is queued.
 */
export class JobDesk {
  constructor(private readonly parts: DeskParts) {}

  /** Submits an operation at a place. `raw` is what the caller gave as its input. */
  async submit(operation: Operation, place: WishedPlace, raw: object, ask: Ask): Promise<JobAnswer> {
    const input = readInput(operation, raw);
    const granted = await this.parts.estate.open(ask.caller, place, levelOf(operation.kind));
    assertKeyed(operation, place.environment, ask, this.parts.keyRequiredIn);
    const requestedBy = requesterOf(ask.caller);
    const earlier = ask.idempotency && (await this.parts.producer.replayOf(requestedBy.subject, ask.idempotency));
    if (earlier) return this.waitFor(earlier.job, true, ask);
    const job: AcceptedJob = {
      id: randomUUID(),
      operation: operation.name,
      kind: operation.kind,
      input: { ...input } as Record<string, unknown>,
      target: { ...granted.target, ...operation.target(input) },
      requestedBy,
      correlationId: ask.correlationId,
    };
    crashPoint('api.audit.before');
    await this.auditDecision(job, granted);
    crashPoint('api.audit.after');
    const submission = await this.parts.producer.submit(job, {
      idempotency: ask.idempotency,
      onConflict: ask.onConflict,
    });
    return this.waitFor(submission.job, submission.isReplay, ask);
  }

  /** Waits for the end of a job as long as the caller asked for. */
  async waitFor(job: JobRecord, isReplay: boolean, { waitS, hungUp }: Ask): Promise<JobAnswer> {
    const waitedS = Math.min(waitS, this.parts.waitMaxS);
    if (waitedS === 0) return { job, isReplay };
    const ended = await this.parts.wait.untilFinal(job.id, waitedS * 1000, hungUp());
    return { job: ended ?? job, isReplay, waitedS };
  }

  /** No durable record, no change. Reads are recorded too, but do not wait for the disk. */
  private async auditDecision(job: AcceptedJob, granted: GrantedPlace): Promise<void> {
    const record = {
      event: 'job.decided',
      ...jobFacts(job),
      response_message: `${job.operation} may be queued`,
      decision: decisionOf(granted),
      details: { operation: job.operation },
    } as const;
    if (job.kind === 'change') await this.parts.audit.write(record);
    else this.parts.audit.note(record);
  }
}

/** Who asked, as it is kept with the job. */
export const requesterOf = ({ subject, login, clientId }: Caller): Requester => ({
  subject,
  login,
  ...(clientId && { clientId }),
});

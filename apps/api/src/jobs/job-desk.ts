import { randomUUID } from 'node:crypto';
import { type AuditDecision, type AuditLog, jobFacts } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { type Operation, readInput } from '#libs/informatica';
import type { JobMetrics } from '#libs/metrics';
import { type Environment, levelOf } from '#libs/permission';
import { crashPoint, within } from '#libs/platform';
import {
  type AcceptedJob,
  type FinalStatus,
  isFinal,
  type JobProducer,
  type JobRecord,
  type JobWait,
  outcomeOf,
  type Requester,
  type Submission,
  TargetBusy,
  type Terms,
} from '#libs/queue';
import type { Receivers } from '../callbacks/receivers.js';
import { decisionOf, type Estate, type GrantedPlace, type WishedPlace } from '../inventory/estate.js';
import type { Ask } from './ask.js';
import type { ChangeReasons } from './change-reasons.js';
import type { JobPlans, Planned } from './job-plans.js';
import { sendingOf } from './job-span.js';
import { holderInWords, jobPath } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';
import { assertKeyed } from './key-rule.js';
import type { PlanView } from './plan.view.js';

/** A job as an answer: with how the caller was told to wait, and whether an earlier request had made it. */
export interface JobAnswer {
  job: JobRecord;
  isReplay: boolean;
  /** The seconds that a `Prefer: wait` was honoured with. */
  waitedS?: number;
}

/** A plan as an answer, and by what right it was made. */
export interface PlanAnswer {
  plan: PlanView;
  decision: AuditDecision;
}

/** What a request for an operation is answered with. */
export type SubmitAnswer = JobAnswer | PlanAnswer;

/** What the desk works with. `waitMaxS` caps the wait of any caller; `keyRequiredIn`: see `assertKeyed`. */
export interface DeskParts {
  estate: Estate;
  visibility: Pick<JobVisibility, 'seen'>;
  audit: AuditLog;
  reasons: ChangeReasons;
  producer: JobProducer;
  plans: JobPlans;
  wait: JobWait;
  receivers: Receivers;
  metrics: Pick<JobMetrics, 'decided' | 'ended'>;
  waitMaxS: number;
  keyRequiredIn: readonly Environment[];
}

/**
 * Where requests become jobs, the same way for every route: validate, decide, audit, queue, perhaps wait. Or plans, which end
 * after the decision.
 *
 * Whatever fails throws an `AppError` and then nothing is queued.
 */
export class JobDesk {
  constructor(private readonly parts: DeskParts) {}

  /**
   * Answers a request for an operation at a place: with its job, or with the plan where that is all that is asked for. `raw` is
   * what the caller gave as its input.
   */
  async submit(operation: Operation, place: WishedPlace, raw: object, ask: Ask): Promise<SubmitAnswer> {
    if (!ask.validateOnly) return this.queue(operation, place, raw, ask);
    const planned = await this.prepare(operation, place, raw, ask);
    return { plan: await this.parts.plans.of(planned, ask), decision: decisionOf(planned.granted) };
  }

  /** Submits an operation, whatever the caller says of plans. */
  async queue(operation: Operation, place: WishedPlace, raw: object, ask: Ask): Promise<JobAnswer> {
    const { job, granted } = await this.prepare(operation, place, raw, ask);
    const { producer } = this.parts;
    const earlier = ask.idempotency && (await producer.replayOf(job.requestedBy.subject, ask.idempotency));
    if (earlier) return this.waitFor(earlier.job, true, ask);
    crashPoint('api.audit.before');
    await this.auditDecision(job, granted, ask);
    crashPoint('api.audit.after');
    const submission = await this.send(job, ask);
    this.auditTold(submission);
    return this.waitFor(submission.job, submission.isReplay, ask);
  }

  /** What is done for the job from now on, here and elsewhere, is traced under the sending of it. */
  private send(
    job: AcceptedJob,
    { idempotency, onConflict, maxAgeMs, notAfter, caller, span }: Ask,
  ): Promise<Submission> {
    return within(span.child(...sendingOf(job)), (sending) =>
      this.put(
        Object.assign({}, job, sending.context),
        { idempotency, onConflict, maxAgeMs, notAfter, span: sending },
        caller,
      ),
    );
  }

  /** Who has the target is told to those who may see that job; not being able to tell changes nothing of the refusal. */
  private put(job: AcceptedJob, terms: Terms, caller: Caller): Promise<Submission> {
    const { producer, visibility } = this.parts;
    return producer.submit(job, terms).catch(async (error) => {
      if (!(error instanceof TargetBusy)) throw error;
      const holder = await visibility.seen(error.holder, caller).catch(() => undefined);
      const told = holder && { inWords: `${holderInWords(holder)} (job ${holder.id})`, path: jobPath(holder.id) };
      throw new TargetBusy(error.holder, told);
    });
  }

  /** All that is checked before anything is done. */
  private async prepare(operation: Operation, place: WishedPlace, raw: object, ask: Ask): Promise<Planned> {
    const input = readInput(operation, raw);
    const callback = ask.callbackUrl === undefined ? undefined : this.parts.receivers.accept(ask.callbackUrl);
    this.parts.reasons.assert(operation, place.environment, ask.reason);
    const { estate, metrics } = this.parts;
    const granted = await within(ask.span.child('decide'), () =>
      metrics.decided(operation.name, estate.open(ask.caller, place, levelOf(operation.kind))),
    );
    assertKeyed(operation, place.environment, ask, this.parts.keyRequiredIn);
    const job: AcceptedJob = {
      id: randomUUID(),
      operation: operation.name,
      kind: operation.kind,
      input: { ...input } as Record<string, unknown>,
      target: Object.assign({}, granted.target, operation.target(input)),
      requestedBy: requesterOf(ask.caller),
      correlationId: ask.correlationId,
      ...ask.span.context,
      ...(ask.reason && { reason: ask.reason }),
      ...(callback && { callback }),
    };
    return { operation, input, job, granted };
  }

  /** Waits for the end of a job as long as the caller asked for. */
  async waitFor(job: JobRecord, isReplay: boolean, { waitS, hungUp, span }: Ask): Promise<JobAnswer> {
    const waitedS = Math.min(waitS, this.parts.waitMaxS);
    if (waitedS === 0) return { job, isReplay };
    const ended = await within(span.child('await end'), () =>
      this.parts.wait.untilFinal(job.id, waitedS * 1000, hungUp()),
    );
    return { job: ended ?? job, isReplay, waitedS };
  }

  /** A read that was told a recent reading has ended where it began. */
  private auditTold({ job, isReplay }: Submission): void {
    if (isReplay || !isFinal(job)) return;
    this.parts.metrics.ended({ job, status: job.status as FinalStatus, outcome: outcomeOf(job), sharers: [] });
    this.parts.audit.note({
      event: 'job.finished',
      ...jobFacts(job),
      outcome: job.status,
      response_message: `${job.operation} was told a recent reading`,
      details: { sharedFrom: job.sharedFrom },
    });
  }

  /** No durable record, no change. Reads are recorded too, but do not wait for the disk. */
  private async auditDecision(job: AcceptedJob, granted: GrantedPlace, { span }: Ask): Promise<void> {
    const record = {
      event: 'job.decided',
      ...jobFacts(job),
      response_message: `${job.operation} may be queued`,
      decision: decisionOf(granted),
      details: { operation: job.operation },
    } as const;
    if (job.kind === 'change') await within(span.child('commit audit'), () => this.parts.audit.write(record));
    else this.parts.audit.note(record);
  }
}

/** Who asked, as it is kept with the job. */
export const requesterOf = ({ subject, login, clientId }: Caller): Requester => ({
  subject,
  login,
  ...(clientId && { clientId }),
});

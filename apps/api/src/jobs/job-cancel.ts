import type { FastifyReply } from 'fastify';
import { type AuditDecision, type AuditLog, Refusal, subjectOf } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { isOps } from '#libs/permission';
import { AppError, toProblem } from '#libs/platform';
import {
  asking,
  isFinal,
  type JobEndings,
  type JobOutcome,
  type JobProducer,
  type JobRecord,
  type JobStatus,
  type JobStore,
  outcomeOf,
  withinTime,
} from '#libs/queue';
import { decisionOf, type Estate } from '../inventory/estate.js';
import type { Ask } from './ask.js';
import type { JobView } from './job.view.js';
import type { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';

/** What cancelling works with. */
export interface CancelParts {
  visibility: JobVisibility;
  estate: Estate;
  store: JobStore;
  producer: Pick<JobProducer, 'withdraw'>;
  endings: JobEndings;
  audit: AuditLog;
  views: JobViews;
}

/** What a cancel does with a job, by its status; one that runs is asked to end. */
const CANCELS: Partial<Record<JobStatus, string>> = { queued: 'taken back', unknown: 'left unknown' };

/**
 * Cancels jobs: a queued one ends at once, a running one is asked to end, one whose outcome is unknown is verified no more, an
 * ended one is answered as it is.
 */
export class JobCancel {
  constructor(private readonly parts: CancelParts) {}

  /** 202 while the job still runs; 200 with its final state when it has ended. */
  async cancel(id: string, ask: Ask, reply: FastifyReply): Promise<JobView> {
    return asking('The queue does not answer; the job may go on. Ask again in a moment.', async () => {
      const { visibility, store, views } = this.parts;
      const job = await visibility.find(id, ask.caller);
      if (!isFinal(job)) await this.end(job, ask);
      const now = (await store.find(id)) ?? job;
      if (isFinal(now)) reply.status(200);
      return views.view(now, ask.caller);
    });
  }

  private async end(job: JobRecord, ask: Ask): Promise<void> {
    const decision = await this.assertMayCancel(job, ask);
    const { store, audit, producer, endings } = this.parts;
    await audit.write({
      event: 'job.cancelled',
      correlation_id: ask.correlationId,
      traceparent: ask.span.context.traceparent,
      job_id: job.id,
      operation: job.operation,
      subject: subjectOf(ask.caller),
      target: job.target,
      outcome: CANCELS[job.status] ?? 'asked to end',
      response_message: `cancel of a ${job.status} job`,
      decision,
    });
    // It was begun, so nobody can take it back; but nobody need wait for the truth about it either.
    if (job.status === 'unknown') {
      // First, so that a worker which verifies it just now begins nothing any more.
      await store.requestCancel(job.target.zone, job.id);
      await endings.finish(job, 'unknown', outcomeOf(job), 'unknown');
    } else if ((await endings.finish(job, 'cancelled', cancelledOutcome(ask), 'queued')).isEnded) {
      // It has ended whatever becomes of this: a worker that got it meanwhile finds it cancelled.
      await withinTime(producer.withdraw(job)).catch(() => undefined);
    } else await store.requestCancel(job.target.zone, job.id);
  }

  /** Seeing a job is not enough: whoever ends it must be its requester, allowed to operate there, or ops. */
  private async assertMayCancel(job: JobRecord, { caller }: Ask): Promise<AuditDecision> {
    if (job.requestedBy.subject === caller.subject) return { allowed: true, reason: 'requester' };
    const { grants, files } = await this.parts.estate.basisOf(caller, 'change');
    return isOps(grants) ? { allowed: true, reason: 'ops', files } : this.assertMayOperate(job, caller);
  }

  private async assertMayOperate({ target, operation }: JobRecord, caller: Caller): Promise<AuditDecision> {
    const { trigram, domain, environment, host } = target;
    const place = { trigram, domain, environment: environment as 'Production', host };
    try {
      return decisionOf(await this.parts.estate.open(caller, place, 'operate'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const message = `You may see this ${operation} but not cancel it. ${error.message}`;
      throw new Refusal({ code: 'PERMISSION_DENIED', message }, error.decision);
    }
  }
}

const cancelledOutcome = ({ caller, correlationId }: Ask): JobOutcome => ({
  error: toProblem(
    new AppError('JOB_CANCELLED', `${caller.login} took the job back before a worker began it.`),
    correlationId,
  ),
});

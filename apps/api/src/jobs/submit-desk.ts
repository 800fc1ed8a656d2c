import { Injectable } from '@nestjs/common';
import type { Operation } from '#libs/informatica';
import { crashPoint } from '#libs/platform';
import { isFinal, type JobRecord } from '#libs/queue';
import { PublicUrl } from '../http/public-url.js';
import { addVary } from '../http/vary.js';
import type { WishedPlace } from '../inventory/estate.js';
import type { HttpAsk } from './ask.js';
import type { JobView } from './job.view.js';
import { type JobAnswer, JobDesk, type PlanAnswer } from './job-desk.js';
import { JobViews, jobPath } from './job-views.js';
import type { PlanView } from './plan.view.js';

/**
 * Takes submits to the desk and answers them: 202 with where to look, 200 with the finished job where the caller waited and it
 * ended, or with a plan. No interceptor: the observables of one cost each submit a twentieth of its time.
 */
@Injectable()
export class SubmitDesk {
  constructor(
    private readonly desk: JobDesk,
    private readonly views: JobViews,
    private readonly publicUrl: PublicUrl,
  ) {}

  async submit(operation: Operation, place: WishedPlace, raw: object, ask: HttpAsk): Promise<JobView | PlanView> {
    const answer = await this.desk.submit(operation, place, raw, ask);
    return 'plan' in answer ? answerPlan(answer, ask) : this.answerJob(answer, ask);
  }

  private answerJob(answer: JobAnswer, { request, reply }: HttpAsk): Promise<JobView> {
    crashPoint('api.reply.before');
    const { job, isReplay, waitedS } = answer;
    request.audited = { target: job.target, jobId: job.id };
    const hasEnded = waitedS !== undefined && isFinal(job);
    addVary(reply, 'Prefer');
    reply.status(hasEnded ? 200 : 202).headers({
      location: jobPath(job.id),
      'operation-location': `${this.publicUrl.of(request)}${jobPath(job.id)}`,
      ...(isReplay && { 'idempotency-replayed': 'true' }),
      ...waitHeaders(job, waitedS),
    });
    return this.views.view(job, request.caller);
  }
}

function answerPlan({ plan, decision }: PlanAnswer, { request, reply }: HttpAsk): PlanView {
  const message = `the plan of ${plan.operation} was told, nothing was queued`;
  // Its short name is for callers: a record has the object by its kind.
  const { name: _, ...target } = plan.target;
  request.audited = { ...request.audited, target, decision, message };
  reply.status(200);
  return plan;
}

/** `Retry-After` grows with the age of the job, so that nobody asks every second for an hour. */
export function waitHeaders(job: JobRecord, waitedS?: number): Record<string, string> {
  return {
    ...(waitedS !== undefined && { 'preference-applied': `wait=${waitedS}` }),
    ...(!isFinal(job) && { 'retry-after': String(retryAfterS(Date.now() - Date.parse(job.createdAt))) }),
  };
}

const retryAfterS = (ageMs: number): number => {
  if (ageMs < 5_000) return 1;
  if (ageMs < 30_000) return 2;
  return ageMs < 120_000 ? 5 : 10;
};

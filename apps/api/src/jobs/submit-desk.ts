import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, switchMap } from 'rxjs';
import { crashPoint } from '#libs/platform';
import { isFinal, type JobRecord } from '#libs/queue';
import type { ApiRequest } from '../http/api-request.js';
import { PublicUrl } from '../http/public-url.js';
import { toFlag } from '../http/submit-rules.js';
import { addVary } from '../http/vary.js';
import type { JobView } from './job.view.js';
import type { JobAnswer, PlanAnswer, SubmitAnswer } from './job-desk.js';
import { JobViews, jobPath } from './job-views.js';
import type { PlanView } from './plan.view.js';

/** Answers a submit: 202 with where to look, 200 with the finished job where the caller waited and it ended, or with a plan. */
@Injectable()
export class JobAnswerInterceptor implements NestInterceptor<SubmitAnswer, JobView | PlanView> {
  constructor(
    private readonly views: JobViews,
    private readonly publicUrl: PublicUrl,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<SubmitAnswer>): Observable<JobView | PlanView> {
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    const reply = http.getResponse<FastifyReply>();
    // Before the handler: a request that is refused would have queued nothing either, and its record must say so.
    if (asksForPlan(request)) request.audited = { ...request.audited, validateOnly: true };
    return next
      .handle()
      .pipe(
        switchMap(async (answer) =>
          'plan' in answer ? answerPlan(answer, request, reply) : this.answerJob(answer, request, reply),
        ),
      );
  }

  private answerJob(answer: JobAnswer, request: ApiRequest, reply: FastifyReply): Promise<JobView> {
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

const asksForPlan = ({ query }: ApiRequest): boolean =>
  toFlag((query as { validateOnly?: unknown } | undefined)?.validateOnly) === true;

function answerPlan({ plan, decision }: PlanAnswer, request: ApiRequest, reply: FastifyReply): PlanView {
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

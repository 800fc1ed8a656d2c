import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Operation } from '#libs/informatica';
import type { ErrorCode } from '#libs/platform';
import { JobEndedView } from '../callbacks/callback.view.js';
import { jobEndedCallback } from '../callbacks/callback-document.js';
import { problems } from '../http/problems/problem-responses.js';
import { JobView } from './job.view.js';
import { DONE_HEADERS, JOB_LINKS, jobContent, jobOrPlanContent, jobSchema, SUBMIT_HEADERS } from './job-answers.js';
import { PlanView } from './plan.view.js';

const idOf = (name: string): string => name.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());

/** What every submit may be refused with, on old and new routes, beside what all routes are. */
export const SUBMIT_PROBLEMS: readonly ErrorCode[] = [
  'HOST_REQUIRED',
  'HOST_NOT_IN_DOMAIN',
  'DOMAIN_NOT_FOUND',
  'JOB_NOT_FOUND',
  'IDEMPOTENCY_KEY_REUSED',
  'QUEUE_UNAVAILABLE',
];

const CHANGE_PROBLEMS: readonly ErrorCode[] = ['TARGET_BUSY', 'AUDIT_UNAVAILABLE'];

/** Documents the header by which a submit can be repeated. */
export const ApiIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Repeat safely: the same key, the same job. May be required for changes, by environment',
  });

const endedSchemaOf = (operation: Operation) => ({
  allOf: [{ $ref: getSchemaPath(JobEndedView) }, { type: 'object', properties: { data: jobSchema(operation) } }],
});

/**
 * A route that submits an operation: its answers in HTTP and in OpenAPI.
 *
 * A POST says `@HttpCode(202)` itself too: only there the swagger plugin sees it, and else it documents a 201.
 */
export const JobRoute = (operation: Operation): MethodDecorator =>
  applyDecorators(
    HttpCode(202),
    ApiOperation({
      operationId: idOf(operation.name),
      summary: operation.summary,
      description: `Queues \`${operation.name}\` (${operation.kind}).`,
      callbacks: jobEndedCallback(endedSchemaOf(operation)),
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S)',
    }),
    ApiIdempotencyKey(),
    ApiExtraModels(JobView, JobEndedView, PlanView, operation.output),
    ApiResponse({
      status: 200,
      description: 'The job ended while you waited; or the plan, with `validateOnly=true`',
      content: jobOrPlanContent(operation),
      headers: DONE_HEADERS,
      links: JOB_LINKS,
    }),
    ApiResponse({
      status: 202,
      description: 'The job is queued',
      content: jobContent(operation, 'queued'),
      headers: SUBMIT_HEADERS,
      links: JOB_LINKS,
    }),
    problems(...SUBMIT_PROBLEMS, ...(operation.kind === 'change' ? CHANGE_PROBLEMS : [])),
  );

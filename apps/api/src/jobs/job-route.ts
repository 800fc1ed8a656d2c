import { applyDecorators, HttpCode, UseInterceptors } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Operation } from '#libs/informatica';
import { JobEndedView } from '../callbacks/callback.view.js';
import { jobEndedCallback } from '../callbacks/callback-document.js';
import { problems } from '../http/problem-responses.js';
import { JobView } from './job.view.js';
import { JobAnswerInterceptor } from './job-answer.interceptor.js';
import { PlanView } from './plan.view.js';

const idOf = (name: string): string => name.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());

const schemaOf = (operation: Operation) => ({
  allOf: [
    { $ref: getSchemaPath(JobView) },
    { type: 'object', properties: { result: { $ref: getSchemaPath(operation.output) } } },
  ],
});

const endedSchemaOf = (operation: Operation) => ({
  allOf: [{ $ref: getSchemaPath(JobEndedView) }, { type: 'object', properties: { data: schemaOf(operation) } }],
});

const HEADERS = {
  Location: { description: 'Path of the job', schema: { type: 'string' } },
  'Operation-Location': { description: 'Absolute address of the job', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before the first poll', schema: { type: 'integer' } },
  'Preference-Applied': { description: 'The wait that was honoured', schema: { type: 'string' } },
  'Idempotency-Replayed': { description: 'The job was made by an earlier request', schema: { type: 'string' } },
  'X-Correlation-Id': { description: 'Finds this request in logs and audit', schema: { type: 'string' } },
} as const;

/**
 * A route that submits an operation: its answers in HTTP and in OpenAPI.
 *
 * A POST says `@HttpCode(202)` itself too: only there the swagger plugin sees it, and else it documents a 201.
 */
export const JobRoute = (operation: Operation): MethodDecorator =>
  applyDecorators(
    UseInterceptors(JobAnswerInterceptor),
    HttpCode(202),
    ApiOperation({
      operationId: idOf(operation.name),
      summary: operation.summary,
      description: `Queues \`${operation.name}\` (${operation.kind}).`,
      callbacks: jobEndedCallback(endedSchemaOf(operation)),
    }),
    ApiHeader({ name: 'Prefer', required: false, description: '`wait=20`: answer 200 when the job ends within 20 s' }),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat safely: the same key, the same job' }),
    ApiExtraModels(JobView, JobEndedView, PlanView, operation.output),
    ApiResponse({
      status: 200,
      description: 'The job ended while you waited; or the plan, with `validateOnly=true`',
      schema: { oneOf: [schemaOf(operation), { $ref: getSchemaPath(PlanView) }] },
      headers: HEADERS,
    }),
    ApiResponse({ status: 202, description: 'The job is queued', schema: schemaOf(operation), headers: HEADERS }),
    problems(400, 401, 403, 404, ...(operation.kind === 'change' ? [409] : []), 413, 415, 422, 503),
  );

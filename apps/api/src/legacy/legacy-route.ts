import { applyDecorators, type Type, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { OperationKind } from '#libs/informatica';
import { answerHeaders } from '../http/document/answer-headers.js';
import { problems } from '../http/problems/problem-responses.js';
import { ApiIdempotencyKey, SUBMIT_PROBLEMS } from '../jobs/job-route.js';
import { LegacyHeaders } from './legacy-headers.interceptor.js';

/** A query parameter that old callers send; each is documented as optional or not by its route. */
const query = (name: string, example: string, description: string, required = true): MethodDecorator =>
  ApiQuery({ name, required, description, schema: { type: 'string', example } });

const PLACE = [
  query('Domain Host name', 'etl-mae-d01.sandbox.socgen', 'The host; where it is left out, that of the domain', false),
  query('Environment', 'Development', 'Development, Homologation or Production, in any case'),
];

/** The query parameters of the session routes beside those of every old route. */
export const legacyDomainQuery = query('Domain name', 'DOM_MAE_D01', 'The Informatica domain');
export const legacyRepositoryQuery = query('Repository_name', 'REP_MAE_D01', 'The repository');

/** The action of a change, for callers that send no body. */
export const legacyActionQuery = query('action', 'Stop', 'Start or Stop, in any case, where the body has none', false);

const TASK = {
  getTaskLegacy: {
    operationId: 'getTaskLegacy',
    parameters: { uuid: '$response.body#/uuid' },
    description: 'The state and result of the task',
  },
};

/** The headers that tell old callers where to go. */
export const LEGACY_HEADERS = answerHeaders('Deprecation!', 'Link!');

/**
 * A route of the replaced system: deprecated in OpenAPI and in its headers, answered with 202 and a uuid.
 *
 * Each says `@HttpCode(202)` itself: only there the swagger plugin sees it, and else it documents a 200.
 */
export const LegacyRoute = (
  operationId: string,
  summary: string,
  answer: Type,
  kind: OperationKind = 'read',
): MethodDecorator =>
  applyDecorators(
    UseInterceptors(LegacyHeaders),
    ApiOperation({ operationId, summary, deprecated: true, description: 'As in the replaced system; /v1 says more.' }),
    ApiAcceptedResponse({
      type: answer,
      description: 'Queued; ask /UUID/{uuid}',
      headers: LEGACY_HEADERS,
      links: TASK,
    }),
    ...PLACE,
    ApiIdempotencyKey(),
    problems(...SUBMIT_PROBLEMS, ...(kind === 'change' ? (['AUDIT_UNAVAILABLE'] as const) : [])),
  );

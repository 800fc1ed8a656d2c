import { applyDecorators, type Type, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { problems } from '../http/problem-responses.js';
import { LegacyHeaders } from './legacy-headers.interceptor.js';

/** A query parameter that old callers send; each is documented as optional or not by its route. */
const query = (name: string, example: string, required = true): MethodDecorator =>
  ApiQuery({ name, required, schema: { type: 'string', example } });

const PLACE = [query('Domain Host name', 'etl-mae-d01.sandbox.socgen', false), query('Environment', 'Development')];

/** The query parameters of the session routes beside those of every old route. */
export const legacyDomainQuery = query('Domain name', 'DOM_MAE_D01');
export const legacyRepositoryQuery = query('Repository_name', 'REP_MAE_D01');

/**
 * A route of the replaced system: deprecated in OpenAPI and in its headers, answered with 202 and a uuid.
 *
 * Each says `@HttpCode(202)` itself: only there the swagger plugin sees it, and else it documents a 200.
 */
export const LegacyRoute = (operationId: string, summary: string, answer: Type): MethodDecorator =>
  applyDecorators(
    UseInterceptors(LegacyHeaders),
    ApiOperation({ operationId, summary, deprecated: true }),
    ApiAcceptedResponse({ type: answer, description: 'Queued; ask /UUID/{uuid}' }),
    ...PLACE,
    problems(400, 401, 403, 404, 413, 415, 422, 503),
  );

import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemView } from '../jobs/job.view.js';

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request is not valid; `errors` names field and rule',
  401: 'There is no valid access token',
  403: 'Your groups, or the scopes of your token, do not allow this; the detail says what would',
  404: 'No such domain or job, or not visible to you',
  409: 'Another change has the target; `holder` is its job',
  410: 'The job ended so long ago that its record is kept no longer',
  413: 'The body is too large',
  415: 'Only JSON is understood',
  422: 'The Idempotency-Key belongs to another request',
  429: 'Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on',
  503: 'Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key',
};

/** Documents problem+json answers of a route. */
export const problems = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemView),
    ...withLimit(statuses).map((status) =>
      ApiResponse({
        status,
        description: DESCRIPTIONS[status] ?? 'Refused',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
      }),
    ),
  );

/** Who needs a token has limits, with and without it. */
const withLimit = (statuses: number[]): number[] => (statuses.includes(401) ? [...statuses, 429] : statuses);

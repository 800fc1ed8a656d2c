import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/platform';
import { answerHeaders, commonHeaders, headersOfEveryAnswer, referredHeaders } from './answer-headers.js';
import { completeExamples } from './complete-examples.js';
import type { Located, OperationObject, ResponseObject, SchemaOrRef } from './document-types.js';
import { operationsOf } from './document-types.js';
import { closeBody, mendSchemas } from './mend-schemas.js';
import { ruledParameters } from './parameter-rules.js';
import { otherExamples, referredExamples } from './problem-examples.js';
import { CODES_OF_ROUTE, refusalResponse, refusalsOf } from './refusals.js';

type Schemas = Record<string, SchemaOrRef>;
type Responses = Record<string, ResponseObject>;

/**
 * Makes a document exact: what all routes of a kind have in common stands here once, what is a route's own stands at the
 * route. Changes the document that it is given. `everywhere` are headers that settings put on every answer.
 */
export function completeDocument(
  document: OpenAPIObject,
  everywhere: Readonly<Record<string, string>> = {},
): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const shared: Responses = {};
  mendSchemas(schemas);
  for (const located of operationsOf(document)) {
    const { operation } = located;
    operation.parameters = ruledParameters(operation.parameters);
    closeBodyOf(operation, schemas);
    completeAnswers(operation, schemas);
    addRefusals(located, shared);
  }
  const json = JSON.stringify([document.paths, shared]);
  // A problem may have members that say more of its kind (RFC 9457).
  Object.assign(schemas['ProblemView'] ?? {}, { additionalProperties: true, examples: otherExamples(json) });
  const reused = { responses: shared, examples: referredExamples(json), headers: referredHeaders(json) };
  const components = { ...document.components, schemas, ...reused };
  return {
    ...document,
    'x-headers-of-every-answer': headersOfEveryAnswer(everywhere),
    components,
  } as OpenAPIObject;
}

function closeBodyOf({ requestBody }: OperationObject, schemas: Schemas): void {
  if (!requestBody || '$ref' in requestBody) return;
  const schema = requestBody.content['application/json']?.schema;
  if (schema && '$ref' in schema) closeBody(schemas[schema.$ref.split('/').at(-1) ?? '']);
}

/** Headers that all answers have, and examples of what is in them. */
function completeAnswers(operation: OperationObject, schemas: Schemas): void {
  for (const response of Object.values(operation.responses as Responses)) {
    response.headers = { ...commonHeaders(operation.security === undefined), ...response.headers };
    completeExamples(response, schemas);
  }
}

/** Routes that refuse the same share the answer; its name says what it is. */
function addRefusals(located: Located, shared: Responses): void {
  const { operation } = located;
  const needsToken = operation.security === undefined;
  const responses = operation.responses as Record<string, ResponseObject | { $ref: string }>;
  const hints = operation.deprecated ? answerHeaders('Deprecation', 'Link') : {};
  for (const [status, codes] of refusalsOf(located)) {
    const known = responses[status] as ResponseObject | undefined;
    const refusal = refusalResponse(status, codes, needsToken);
    refusal.headers = { ...refusal.headers, ...hints };
    if (known)
      Object.assign(known, {
        headers: { ...refusal.headers, ...known.headers },
        content: { ...known.content, ...refusal.content },
      });
    else
      responses[status] = share(
        shared,
        nameOf(status, codes, [...(needsToken ? [] : ['open']), ...(operation.deprecated ? ['deprecated'] : [])]),
        refusal,
      );
  }
  delete (operation as unknown as Record<string, unknown>)[CODES_OF_ROUTE];
}

const nameOf = (status: number, codes: readonly ErrorCode[], marks: readonly string[]): string =>
  [status, ...codes, ...marks].join('.');

function share(shared: Responses, name: string, response: ResponseObject): { $ref: string } {
  shared[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

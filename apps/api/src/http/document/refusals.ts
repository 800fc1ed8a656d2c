import { CODES, type ErrorCode } from '#libs/platform';
import { answerHeaders, commonHeaders } from './answer-headers.js';
import type { HeadersObject, Located, ResponseObject } from './document-types.js';
import { refToExample } from './problem-examples.js';

/** Under this name a route leaves its codes for `refusalsOf`; the document does not keep it. */
export const CODES_OF_ROUTE = 'x-problem-codes';

/** What the HTTP server itself says, to any request. */
const OF_ANY: readonly ErrorCode[] = ['MALFORMED_REQUEST', 'REQUEST_TIMED_OUT', 'HEADERS_TOO_LARGE', 'INTERNAL'];

/** Who needs a token has limits, a directory that knows them, and no parameters but those that are known. */
const WITH_TOKEN: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'SCOPE_MISSING',
  'PERMISSION_DENIED',
  'RATE_LIMITED',
  'IDENTITY_UNAVAILABLE',
  'DIRECTORY_UNAVAILABLE',
];

const WITH_BODY: readonly ErrorCode[] = ['MALFORMED_BODY', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request is not valid; `errors` names field and rule',
  401: 'There is no valid access token',
  403: 'Your groups, or the scopes of your token, do not allow this; the detail says what would',
  404: 'No such domain or job, or not visible to you',
  408: 'The request came too slowly',
  409: 'Another change has the target; `holder` is its job',
  410: 'The job ended so long ago that its record is kept no longer',
  413: 'The body is too large',
  415: 'Only JSON is understood',
  422: 'The Idempotency-Key belongs to another request',
  429: 'Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on',
  431: 'Address and headers are too large',
  500: 'Something went wrong on our side; the correlation id finds it in the log',
  503: 'Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key',
};

/** Refusals before any route is looked at have no word of limits, and none of the origin that asked. */
const BARE: readonly ErrorCode[] = ['REQUEST_TIMED_OUT', 'HEADERS_TOO_LARGE'];

/** Refused answers of an operation by their status, each with its codes: those of its route and those of its kind. */
export function refusalsOf({ method, operation }: Located): Map<number, ErrorCode[]> {
  const own = ((operation as unknown as Record<string, unknown>)[CODES_OF_ROUTE] ?? []) as ErrorCode[];
  const codes = [
    ...OF_ANY,
    ...(operation.security === undefined ? WITH_TOKEN : []),
    ...(method === 'get' ? [] : WITH_BODY),
    ...own,
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of Object.keys(CODES) as ErrorCode[]) {
    if (!codes.includes(code)) continue;
    const { status } = CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

/** The answer to some refusals of one status. */
export function refusalResponse(status: number, codes: readonly ErrorCode[], needsToken: boolean): ResponseObject {
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/ProblemView' },
      { type: 'object', properties: { status: { const: status }, code: { type: 'string', enum: [...codes] } } },
    ],
  };
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: refToExample(code) }]));
  return {
    description: DESCRIPTIONS[status] ?? 'Refused',
    headers: refusalHeaders(status, codes, needsToken),
    content: { 'application/problem+json': { schema: schema as object, examples } },
  };
}

function refusalHeaders(status: number, codes: readonly ErrorCode[], needsToken: boolean): HeadersObject {
  if (codes.every((code) => BARE.includes(code))) return answerHeaders('X-Correlation-Id!', 'Cache-Control!');
  return {
    ...commonHeaders(needsToken),
    ...(status === 401 && answerHeaders('WWW-Authenticate!')),
    ...(codes.includes('SCOPE_MISSING') && answerHeaders('WWW-Authenticate')),
    ...((status === 429 || status === 503) && answerHeaders('Retry-After!')),
  };
}

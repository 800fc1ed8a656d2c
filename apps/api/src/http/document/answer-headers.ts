import { API_HEADERS } from '../security-headers.js';
import type { HeadersObject } from './document-types.js';

const text = (pattern: string, example: string, maxLength = 1_000) => ({ type: 'string', pattern, maxLength, example });
const seconds = (example: number) => ({ type: 'integer', format: 'int32', minimum: 0, maximum: 86_400, example });
const one = (value: string) => ({ type: 'string', const: value });

/** Every header that an answer of a route may have, beside those of `x-headers-of-every-answer`. */
const HEADERS = {
  'X-Correlation-Id': {
    description: 'Finds this request in logs and audit: that of the request where its form is good, else a new one',
    schema: text('^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$', '4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10', 64),
  },
  traceparent: {
    description:
      'Where this request stands in a trace (W3C Trace Context): in that of the request where its form is good, else in a new one',
    schema: text(
      '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      55,
    ),
  },
  'Cache-Control': {
    description:
      'Whether this may be kept: nothing but jobs may, by the caller, who asks each time whether it still holds',
    schema: { type: 'string', enum: ['no-store', 'private, no-cache'] },
  },
  Vary: { description: 'Request headers that the answer depends on', schema: text('^[A-Za-z, -]+$', 'Prefer') },
  'Access-Control-Allow-Origin': {
    description: 'The origin of the page that asked, where it is one of CORS_ORIGINS; else missing',
    schema: text('^https?://[^\\s/]+$', 'https://ops.example'),
  },
  'Access-Control-Expose-Headers': {
    description: 'What such a page may read',
    schema: text('^[A-Za-z, -]+$', 'Location, Retry-After'),
  },
  RateLimit: {
    description: 'What is left of the limit: r requests, for t seconds',
    schema: text('^"[a-z-]+";r=\\d+;t=\\d+$', '"writes";r=59;t=31'),
  },
  'RateLimit-Policy': {
    description: 'The limit: q requests in w seconds',
    schema: text('^"[a-z-]+";q=\\d+;w=\\d+$', '"writes";q=60;w=60'),
  },
  'Retry-After': { description: 'Seconds to wait before asking again', schema: seconds(2) },
  'WWW-Authenticate': {
    description: 'How to authenticate, and what is wrong with the token (RFC 6750)',
    schema: text('^Bearer realm="etlaas"', 'Bearer realm="etlaas", error="invalid_token"'),
  },
  Location: { description: 'Path of the job', schema: text('^/v1/jobs/[0-9a-f-]{36}$', `/v1/jobs/${'0'.repeat(36)}`) },
  'Operation-Location': {
    description: 'Absolute address of the job',
    schema: text('^https?://\\S+/v1/jobs/[0-9a-f-]{36}$', `https://ops.example/v1/jobs/${'0'.repeat(36)}`, 4_000),
  },
  'Preference-Applied': { description: 'The wait that was honoured', schema: text('^wait=\\d+$', 'wait=20') },
  'Idempotency-Replayed': { description: 'The job was made by an earlier request', schema: one('true') },
  ETag: { description: 'The revision of the job, for If-None-Match', schema: text('^"\\d+"$', '"7"') },
  'X-Accel-Buffering': { description: 'Tells proxies to pass events on at once', schema: one('no') },
  'Content-Disposition': {
    description: 'The name of the file',
    schema: one('attachment; filename="permissions.csv"'),
  },
  Deprecation: { description: 'Since when the route is deprecated (RFC 9745)', schema: text('^@\\d+$', '@1795392000') },
  Link: {
    description: 'What to use instead',
    schema: text('^<[^>]+>; rel="[a-z-]+"$', '</docs>; rel="successor-version"'),
  },
} as const;

type HeaderName = keyof typeof HEADERS;

const COMPONENTS = '#/components/headers/';
const ALWAYS = '.always';

/** Refers to headers by name; a name with `!` is on every such answer. */
export const answerHeaders = (...names: (HeaderName | `${HeaderName}!`)[]): HeadersObject =>
  Object.fromEntries(
    names.map((name) => [name.replace('!', ''), { $ref: `${COMPONENTS}${name.replace('!', ALWAYS)}` }]),
  );

/** The headers that some text refers to, as `components.headers`. */
export function referredHeaders(json: string): HeadersObject {
  const keys = [...json.matchAll(/"#\/components\/headers\/([\w.-]+)"/g)].map(([, key = '']) => key);
  return Object.fromEntries(
    [...new Set(keys)].sort().map((key) => {
      const header = HEADERS[key.replace(ALWAYS, '') as HeaderName];
      return [key, { ...header, required: key.endsWith(ALWAYS) } as HeadersObject[string]];
    }),
  );
}

/** What any answer has, whoever is asked. */
export const commonHeaders = (needsToken: boolean): HeadersObject =>
  answerHeaders(
    'X-Correlation-Id!',
    'traceparent!',
    'Cache-Control!',
    'Vary',
    'Access-Control-Allow-Origin',
    'Access-Control-Expose-Headers',
    ...(needsToken ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
  );

/** What browsers are told, the same on every answer: once for the whole document. `more` is what settings add to it. */
export const headersOfEveryAnswer = (more: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ ...API_HEADERS, ...more }).map(([name, value]) => [name, { required: true, schema: one(value) }]),
  );

import { type NameKind, nameRules } from '#libs/informatica';
import { ENVIRONMENTS, TRIGRAM } from '#libs/permission';
import { MAX_URL_LENGTH } from '../../callbacks/callback-url.js';
import type { ParameterOrRef, SchemaObject } from './document-types.js';

const MAX_NAME = 128;
/** No header can be longer: all of them together must fit. */
const MAX_HEADER = 16_384;

const anyCase = (word: string): string =>
  word.replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);

const named = (kind: NameKind): SchemaObject => ({ pattern: nameRules[kind].pattern.source, maxLength: MAX_NAME });
const trigram = { pattern: TRIGRAM.source.replaceAll('A-Z', 'A-Za-z'), maxLength: 3 };
const environment = { pattern: `^(?:${ENVIRONMENTS.map(anyCase).join('|')})$`, maxLength: 12 };
const host = { pattern: '^[A-Za-z0-9.-]+$', maxLength: 253 };
const instant = { pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$', maxLength: 30 };
const printed = { pattern: '^[^\\x00-\\x1f\\x7f]+$', maxLength: MAX_NAME };
const header = (pattern: string, maxLength = MAX_HEADER): SchemaObject => ({ type: 'string', pattern, maxLength });

/**
 * The rule of each parameter by its name, which means the same on every route: @nestjs/swagger does not see those of our
 * own decorators. What has a rule of its own already keeps it.
 */
const RULES: Readonly<Record<string, SchemaObject>> = {
  trigram,
  domain: named('domain'),
  service: named('service'),
  repository: named('repository'),
  connectionId: { pattern: nameRules.connectionId.pattern.source, maxLength: 10 },
  user: named('user'),
  environment,
  host,
  id: { maxLength: 36 },
  pageToken: { pattern: '^[A-Za-z0-9_-]+$', maxLength: 256 },
  target: named('service'),
  requester: { pattern: '^.+$', maxLength: 256 },
  createdFrom: instant,
  createdBefore: instant,
  notAfter: instant,
  maxAge: { type: 'integer', format: 'int32' },
  reason: { pattern: '^\\S(?:.*\\S)?$', maxLength: 200 },
  callbackUrl: { pattern: '^https?://\\S+$', maxLength: MAX_URL_LENGTH },
  ifUser: printed,
  ifLoginTime: printed,
  pageSize: { type: 'integer', format: 'int64' },
  domain_name: named('domain'),
  IS_name: named('service'),
  repo_name: named('repository'),
  session: named('user'),
  uuid: { pattern: '^[^/]+$', maxLength: 1_000 },
  action: { pattern: `^(?:${['start', 'stop'].map(anyCase).join('|')})$`, maxLength: 5 },
  'Domain name': named('domain'),
  Repository_name: named('repository'),
  Environment: environment,
  'Domain Host name': host,
  Prefer: header('^[\\t -~]*$'),
  'Last-Event-ID': header('^[\\t -~]*$'),
  'If-None-Match': header('^[\\t -~]*$'),
  'Idempotency-Key': header('^(?:"[!#-~]{1,128}"|[!#-~]{1,128})$', MAX_NAME + 2),
  'X-Correlation-Id': header('^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$', 64),
  traceparent: header('^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$', 55),
};

const CORRELATION_ID: ParameterOrRef = {
  name: 'X-Correlation-Id',
  in: 'header',
  required: false,
  description: 'An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken',
  schema: { type: 'string' },
};

const TRACEPARENT: ParameterOrRef = {
  name: 'traceparent',
  in: 'header',
  required: false,
  description:
    'Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored',
  schema: { type: 'string' },
};

/** The parameters of an operation with the rules of their names, and those that all requests may have. */
export const ruledParameters = (parameters: readonly ParameterOrRef[] = []): ParameterOrRef[] =>
  [...parameters, CORRELATION_ID, TRACEPARENT].map((parameter) => {
    if ('$ref' in parameter) return parameter;
    const { schema } = parameter;
    return { ...parameter, schema: { type: 'string', ...schema, ...RULES[parameter.name] } as SchemaObject };
  });

import { AppError, type AppErrorOptions, CODES, type ErrorCode, type Problem, toProblem } from '#libs/platform';

const CORRELATION_ID = '4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10';
const JOB = '/v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11';

const atHost = (detail: string): AppErrorOptions => ({ errors: [{ detail, parameter: 'host' }] });
const said = (reason: string): AppErrorOptions => ({
  details: { command: 'infacmd DisableService', exitCode: 1, reason },
});

/** What a failure of each kind may say. A new code needs a line here, and stands in the document by that. */
const SENTENCES: Record<ErrorCode, [detail: string, options?: AppErrorOptions]> = {
  VALIDATION_FAILED: [
    'environment must be Development, Homologation or Production.',
    { errors: [{ parameter: 'environment', detail: 'environment must be Development, Homologation or Production' }] },
  ],
  MALFORMED_REQUEST: ['What was sent is not HTTP/1.1.'],
  MALFORMED_BODY: ['The body is not valid JSON.'],
  HOST_REQUIRED: ['Several hosts serve this domain: name one of them.', atHost('must be one of a.socgen, b.socgen')],
  HOST_NOT_IN_DOMAIN: ['The host does not serve this domain and environment.', atHost('must be one of a.socgen')],
  UNAUTHENTICATED: ['Send an access token in the header Authorization: Bearer <token>.'],
  SCOPE_MISSING: [
    'The access token lacks the scope etlaas:write. Ask the OpenID provider for a token that has it.',
    { details: { scope: 'etlaas:write' } },
  ],
  PERMISSION_DENIED: ['You may read DOM_MAE_D01 in Development but not operate it: that needs ETL_MAE_OPERATE.'],
  PERMISSION_REVOKED: [
    'The permission was there when the job was accepted and is not there any more. Nothing was run.',
  ],
  ROUTE_NOT_FOUND: ['There is no such route; /docs lists all of them.'],
  TRIGRAM_NOT_FOUND: ['No such trigram is known here.'],
  DOMAIN_NOT_FOUND: ['The inventory lists no host for this domain in Development.'],
  JOB_NOT_FOUND: ['There is no such job, or you may not see it.'],
  SERVICE_NOT_FOUND: ['The domain has no Integration Service INT_MAE_D09.'],
  REPOSITORY_NOT_FOUND: ['The domain has no repository REP_MAE_D09.'],
  CALLBACK_NOT_FOUND: ['The job was submitted without a callbackUrl.'],
  JOB_GONE: ['The job ended so long ago that its record is kept no longer.'],
  CONNECTION_CHANGED: ['Connection 15 belongs to somebody else now: nothing was killed.'],
  CONNECTION_NOT_FOUND: ['There is no user connection 15; it may have ended by itself.'],
  METHOD_NOT_ALLOWED: ['This route knows GET, HEAD only.'],
  REQUEST_TIMED_OUT: ['Headers must be there within 10 s, the whole request within 30 s.'],
  TARGET_BUSY: [
    'The target has integration-service.stop of mae-batch since 2025-01-06T09:20:00.000Z (job 2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11). Wait for its end, or let this wait in line with onConflict=queue.',
    { details: { holder: JOB } },
  ],
  CONNECTION_PROTECTED: [
    'The user connection belongs to a service: closing it closes all of that service. Force it if that is meant.',
    { details: { connectionId: '15', protection: 'service' } },
  ],
  JOB_CANCELLED: ['mae-batch took the job back before a worker began it.'],
  BODY_TOO_LARGE: ['The body is larger than 16 KiB.'],
  UNSUPPORTED_MEDIA_TYPE: ['Send the body as application/json.'],
  IDEMPOTENCY_KEY_REUSED: ['This Idempotency-Key was used for another request: take a new one.'],
  RATE_LIMITED: ['More than 60 writes in a minute. Wait 31 s, then go on.'],
  HEADERS_TOO_LARGE: ['Address and headers are larger than 16 KiB.'],
  INTERNAL: ['An unexpected error was logged.'],
  ENVELOPE_REFUSED: ['The queued job was not sealed by this API. Nothing was run.'],
  OUTCOME_UNKNOWN: ['Whether the service was stopped could not be established.', said('the connection was lost')],
  COMMAND_FAILED: ['infacmd DisableService failed.', said('it printed no reason that is known here')],
  STATE_NOT_REACHED: ['The service still answers after it was disabled.'],
  INFORMATICA_LOGIN_REFUSED: ['Informatica refused the technical user.', said('the login failed')],
  OUTPUT_NOT_UNDERSTOOD: ['No service state in what infacmd printed.'],
  OUTPUT_TOO_LARGE: ['infacmd ListServices printed more than 1 MiB.'],
  HOST_KEY_REFUSED: ['The host shows another key than the one that is pinned.'],
  HOST_LOGIN_REFUSED: ['The host refused the login of the worker.'],
  HOST_SCRIPT_FAILED: ['The host could not run the script.'],
  QUEUE_UNAVAILABLE: ['The records of jobs cannot be read now. Ask again in a moment.'],
  AUDIT_UNAVAILABLE: ['The audit record cannot be written, so nothing was done. Ask again in a moment.'],
  IDENTITY_UNAVAILABLE: ['The OpenID provider does not answer, so the token cannot be checked.'],
  DIRECTORY_UNAVAILABLE: ['The directory does not answer, so nobody knows your groups. Ask again in a moment.'],
  HOST_UNREACHABLE: ['The host cannot be reached.'],
  DOMAIN_UNREACHABLE: ['The Informatica domain does not answer.'],
  COMMAND_TIMED_OUT: ['infacmd GetServiceStatus took longer than 60 s.'],
  JOB_EXPIRED: ['No worker began the job in time. Nothing was run.'],
  DEADLINE_EXCEEDED: ['The job took longer than it may.'],
};

/** A problem of this kind as a caller may be answered it. */
export function problemExample(code: ErrorCode): Problem {
  const [detail, options] = SENTENCES[code];
  return toProblem(new AppError(code, detail, options), CORRELATION_ID);
}

const COMPONENTS = '#/components/examples/';
const ALL = Object.keys(CODES) as ErrorCode[];

const isReferred = (json: string, code: ErrorCode): boolean => json.includes(`"${refToExample(code)}"`);

/** Refers to the example of a code. */
export const refToExample = (code: ErrorCode): string => `${COMPONENTS}${code}`;

/** The examples that some text refers to, as `components.examples`. */
export const referredExamples = (json: string) =>
  Object.fromEntries(
    ALL.filter((code) => isReferred(json, code)).map((code) => [
      code,
      { summary: CODES[code].title, value: problemExample(code) },
    ]),
  );

/** Examples of all other codes: those of jobs that failed, and of what is answered where there is no route. */
export const otherExamples = (json: string): Problem[] =>
  ALL.filter((code) => !isReferred(json, code)).map(problemExample);

/**
 * Every failure a caller can see. HTTP status, title and retry policy are decided here, once.
 *
 * `retryable` tells the caller that the same request may succeed later; it never makes a job run again.
 */
export const CODES = {
  VALIDATION_FAILED: { status: 400, retryable: false, title: 'The request is not valid' },
  MALFORMED_REQUEST: { status: 400, retryable: false, title: 'The request cannot be read' },
  MALFORMED_BODY: { status: 400, retryable: false, title: 'The body cannot be read' },
  HOST_REQUIRED: { status: 400, retryable: false, title: 'The host must be named' },
  HOST_NOT_IN_DOMAIN: { status: 400, retryable: false, title: 'The host does not serve this domain' },
  UNAUTHENTICATED: { status: 401, retryable: false, title: 'A valid access token is needed' },
  SCOPE_MISSING: { status: 403, retryable: false, title: 'The access token lacks a scope' },
  PERMISSION_DENIED: { status: 403, retryable: false, title: 'Not allowed' },
  PERMISSION_REVOKED: { status: 403, retryable: false, title: 'The permission was removed meanwhile' },
  ROUTE_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such route' },
  TRIGRAM_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such trigram' },
  DOMAIN_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such domain' },
  JOB_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such job' },
  CALLBACK_NOT_FOUND: { status: 404, retryable: false, title: 'The job has no callback' },
  SERVICE_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such Integration Service' },
  REPOSITORY_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such repository' },
  CONNECTION_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such user connection' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, title: 'The method is not allowed here' },
  REQUEST_TIMED_OUT: { status: 408, retryable: true, title: 'The request came too slowly' },
  TARGET_BUSY: { status: 409, retryable: true, title: 'Another change has the target' },
  CONNECTION_PROTECTED: { status: 409, retryable: false, title: 'The user connection is protected' },
  JOB_CANCELLED: { status: 409, retryable: false, title: 'The job was cancelled' },
  JOB_GONE: { status: 410, retryable: false, title: 'The job is kept no longer' },
  CONNECTION_CHANGED: { status: 412, retryable: false, title: 'The user connection is another one now' },
  BODY_TOO_LARGE: { status: 413, retryable: false, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, title: 'The content type is not supported' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, retryable: false, title: 'The idempotency key belongs to another request' },
  RATE_LIMITED: { status: 429, retryable: true, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, title: 'The headers are too large' },
  INTERNAL: { status: 500, retryable: false, title: 'Something went wrong on our side' },
  ENVELOPE_REFUSED: { status: 500, retryable: false, title: 'The queued job was not genuine' },
  OUTCOME_UNKNOWN: { status: 500, retryable: false, title: 'The outcome could not be established' },
  COMMAND_FAILED: { status: 502, retryable: false, title: 'The Informatica command failed' },
  STATE_NOT_REACHED: { status: 502, retryable: false, title: 'The wished state was not reached' },
  INFORMATICA_LOGIN_REFUSED: { status: 502, retryable: false, title: 'Informatica refused the technical user' },
  OUTPUT_NOT_UNDERSTOOD: { status: 502, retryable: false, title: 'The output of the command was not understood' },
  OUTPUT_TOO_LARGE: { status: 502, retryable: false, title: 'The command printed too much' },
  HOST_KEY_REFUSED: { status: 502, retryable: false, title: 'The host key is not the pinned one' },
  HOST_LOGIN_REFUSED: { status: 502, retryable: false, title: 'The host refused the login' },
  HOST_SCRIPT_FAILED: { status: 502, retryable: false, title: 'The host could not run the script' },
  QUEUE_UNAVAILABLE: { status: 503, retryable: true, title: 'The queue cannot be reached' },
  AUDIT_UNAVAILABLE: { status: 503, retryable: true, title: 'The audit record cannot be written' },
  IDENTITY_UNAVAILABLE: { status: 503, retryable: true, title: 'The OpenID provider cannot be reached' },
  DIRECTORY_UNAVAILABLE: { status: 503, retryable: true, title: 'The directory cannot be reached' },
  HOST_UNREACHABLE: { status: 503, retryable: true, title: 'The host cannot be reached' },
  DOMAIN_UNREACHABLE: { status: 503, retryable: true, title: 'The Informatica domain does not answer' },
  COMMAND_TIMED_OUT: { status: 504, retryable: true, title: 'The command took too long' },
  JOB_EXPIRED: { status: 504, retryable: true, title: 'The job expired before a worker began it' },
  DEADLINE_EXCEEDED: { status: 504, retryable: true, title: 'The job took too long' },
} as const;

/** The machine-readable name of a failure; a key of `CODES`. */
export type ErrorCode = keyof typeof CODES;

/** One fault in a request: which part (`pointer` into the body, `parameter` of path, query or header) and which rule. */
export interface FieldFault {
  detail: string;
  pointer?: string;
  parameter?: string;
}

/** What an `AppError` may carry beside its sentence. None of it may hold a secret: all of it reaches the caller. */
export interface AppErrorOptions {
  errors?: FieldFault[];
  details?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * The one error class that may reach a caller. `message` is a sentence for people: what is wrong and what to do next.
 *
 * `cause` is for the log only. Never compare messages: compare `code`.
 */
export class AppError extends Error {
  readonly errors: FieldFault[] | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { errors, details, cause }: AppErrorOptions = {},
  ) {
    super(message, { cause });
    this.name = 'AppError';
    this.errors = errors;
    this.details = details;
  }

  /** The HTTP status that this failure has everywhere. */
  get status(): number {
    return CODES[this.code].status;
  }
}

/** An RFC 9457 problem object, as bodies of refusals and as the `error` of a job. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  retryable: boolean;
  correlationId?: string;
  instance?: string;
  errors?: FieldFault[];
  [extension: string]: unknown;
}

/** The problem object of a failure; anything but an `AppError` becomes `INTERNAL` and says nothing of its inside. */
export function toProblem(error: unknown, correlationId?: string): Problem {
  const known = error instanceof AppError ? error : new AppError('INTERNAL', 'An unexpected error was logged.');
  const { status, title, retryable } = CODES[known.code];
  return {
    type: `urn:etlaas:problem:${known.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: known.message,
    code: known.code,
    retryable,
    ...(correlationId && { correlationId }),
    ...(known.errors && { errors: known.errors }),
    ...known.details,
  };
}

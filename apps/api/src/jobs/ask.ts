import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/auth';
import { AppError, type Span } from '#libs/platform';
import type { Idempotency, Terms } from '#libs/queue';
import { type ApiRequest, correlationIdOf, hungUpSignal, spanOf } from '../http/api-request.js';
import { toFlag } from '../http/submit-rules.js';

/** What comes with every submit and every poll beside its names: who asks, and how they want to be answered. */
export interface Ask {
  caller: Caller;
  correlationId: string;
  /** Of the request: what is done for it is traced under it. */
  span: Span;
  /** How long the caller wants to wait for the end, in seconds; 0 is not at all. */
  waitS: number;
  /** Makes a signal that is aborted when the caller hangs up; only who waits needs one. */
  hungUp: () => AbortSignal;
  idempotency?: Idempotency;
  /** Who asks knows only the routes of the replaced system, and their headers. */
  isLegacy?: boolean;
  /** What is to happen where another change has the target. */
  onConflict?: Terms['onConflict'];
  /** Of a read: how old a reading may be told, in milliseconds. */
  maxAgeMs?: number;
  /** The latest instant to begin that the caller wishes. */
  notAfter?: string;
  /** Why a change is asked for. */
  reason?: string;
  /** Where the end of the job is to be told. */
  callbackUrl?: string;
  /** Nothing is to be done: the caller wants to know what would be. */
  validateOnly?: boolean;
}

/** An `Ask` and where it is answered. */
export interface HttpAsk extends Ask {
  request: ApiRequest;
  reply: FastifyReply;
}

/** What a query says of how a request is to be taken; `maxAge` in seconds. */
type AskedTerms = Pick<Ask, 'onConflict' | 'notAfter' | 'reason' | 'validateOnly' | 'callbackUrl'> & {
  maxAge?: number;
};

/** The same request with what its query says of how it is to be taken. */
export const withTerms = <Asking extends Ask>(
  ask: Asking,
  { onConflict, maxAge, notAfter, ...terms }: AskedTerms,
): Asking => ({
  ...ask,
  ...(onConflict && { onConflict }),
  ...(maxAge !== undefined && { maxAgeMs: maxAge * 1_000 }),
  ...(notAfter && { notAfter }),
  ...(terms.reason && { reason: terms.reason }),
  ...(terms.validateOnly && { validateOnly: true }),
  ...(terms.callbackUrl !== undefined && { callbackUrl: terms.callbackUrl }),
});

/** Hands the `Ask` of a request to a handler. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Ask => askOf(httpOf(context)));

/**
 * Hands the `HttpAsk` of a submit to a handler, and notes where only a plan is asked for. That is noted whatever comes of the
 * other parameters: a request that is refused would have queued nothing either, and its record must say so.
 */
export const Submitted = createParamDecorator((_: unknown, context: ExecutionContext): HttpAsk => {
  const http = httpOf(context);
  const { request } = http;
  if (asksForPlan(request)) request.audited = { ...request.audited, validateOnly: true };
  return Object.assign(askOf(http), http);
});

type Http = Pick<HttpAsk, 'request' | 'reply'>;

function httpOf(context: ExecutionContext): Http {
  const http = context.switchToHttp();
  return { request: http.getRequest<ApiRequest>(), reply: http.getResponse<FastifyReply>() };
}

function askOf({ request, reply }: Http): Ask {
  const idempotency = idempotencyOf(request);
  return {
    caller: request.caller,
    correlationId: correlationIdOf(request),
    span: spanOf(request),
    waitS: waitOf(request),
    hungUp: () => hungUpSignal(reply),
    ...(idempotency && { idempotency }),
  };
}

const asksForPlan = ({ query }: ApiRequest): boolean =>
  toFlag((query as { validateOnly?: unknown } | undefined)?.validateOnly) === true;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** `Prefer: wait=20` (RFC 7240). A wait that is not a number of seconds is ignored, as that standard says. */
function waitOf(request: FastifyRequest): number {
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/i.exec(header(request, 'prefer') ?? '') ?? [];
  return Number(seconds ?? 0);
}

const KEY = /^(?:"([\x21\x23-\x7e]{1,128})"|([\x21\x23-\x7e]{1,128}))$/;

function idempotencyOf(request: FastifyRequest): Idempotency | undefined {
  const given = header(request, 'idempotency-key');
  if (given === undefined) return undefined;
  const [, quoted, bare] = KEY.exec(given.trim()) ?? [];
  const key = quoted ?? bare;
  if (!key) {
    const detail = 'must be 1 to 128 printable characters without spaces, in quotes or bare';
    throw new AppError('VALIDATION_FAILED', `The Idempotency-Key ${detail}.`, {
      errors: [{ parameter: 'Idempotency-Key', detail }],
    });
  }
  return { key, fingerprint: fingerprintOf(request) };
}

/** The same method, path, query and body are the same request, in whatever order the query stands. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const [path = '', query = ''] = url.split('?');
  const parts = [method, path.replace(/\/$/, ''), ...query.split('&').sort(), JSON.stringify(body ?? {})];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

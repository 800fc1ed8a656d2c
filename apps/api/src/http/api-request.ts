import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditDecision, AuditTarget } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { NO_TRACES, type Span } from '#libs/platform';

/** What our own hooks and guards put on a request. `caller` is there on every route that needs a token. */
export interface ApiRequest extends FastifyRequest {
  caller: Caller;
  correlationId?: string;
  /** It brought the answer of a sign-in: where that is refused, it counts as a failed login. */
  triedToSignIn?: true;
  /** Of the whole request, from its first header to its answer. */
  span?: Span;
  /** What the audit record of the answer should say beside its status. */
  audited?: {
    target?: AuditTarget;
    decision?: AuditDecision;
    jobId?: string;
    message?: string;
    validateOnly?: true;
    /** A page of ours that looks again and again; that somebody looks is a record of its own. Refused, it has one all the same. */
    isView?: true;
  };
}

/** The correlation id of a request; the first hook has set it. */
export const correlationIdOf = (request: FastifyRequest): string => (request as ApiRequest).correlationId ?? '';

const UNTRACED = NO_TRACES.begin('nothing', {});

/** The span of a request; the first hook has begun it. */
export const spanOf = (request: FastifyRequest): Span => (request as ApiRequest).span ?? UNTRACED;

/** What log lines say of a request, so that they are found with all others of it. */
export function idsOf(request: FastifyRequest): { correlationId: string; trace_id?: string } {
  const { traceId } = spanOf(request);
  return { correlationId: correlationIdOf(request), ...(traceId && { trace_id: traceId }) };
}

/** Aborted when the connection ends before the answer was sent. */
export function hungUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  if (raw.destroyed) controller.abort();
  return controller.signal;
}

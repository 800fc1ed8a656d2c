import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuditLog, type AuditTarget, subjectOf } from '#libs/audit';
import { AppError, type AppLogger, acceptCorrelationId, crashPoint, type Traces } from '#libs/platform';
import type { ApiSettings } from '../settings.js';
import { type ApiRequest, idsOf, spanOf } from './api-request.js';
import { Cors } from './cors.js';
import { KnownRoutes } from './known-routes.js';
import type { HttpMetrics } from './metrics/http-metrics.js';
import type { CutRequests } from './problems/client-errors.js';
import type { ProblemAnswers } from './problems/problem-answers.js';
import { refuseMethod } from './problems/refuse-method.js';
import { beginSpan, endSpan, isOfTheApi } from './request-span.js';
import { securityHeadersFor, transportSecurityBy } from './security-headers.js';

/** What log readers know as "client closed request". */
const HUNG_UP = 499;

/** What the hooks write to. */
interface HookParts {
  audit: AuditLog;
  httpMetrics: HttpMetrics;
  logger: AppLogger;
  settings: ApiSettings;
  cutRequests: CutRequests;
  traces: Traces;
}

/**
 * Gives every request its correlation id and its span, and every answer its audit record and its metrics. Must come before any route.
 *
 * Both travel on the request, not in an AsyncLocalStorage as in the worker: the promise hooks of that would cost each
 * request some 7 % on Node 20, and whoever logs here has the request at hand.
 */
export function addHooks(fastify: FastifyInstance, parts: HookParts): void {
  const routes = new KnownRoutes();
  routes.watch(fastify);
  const cors = new Cors(parts.settings.CORS_ORIGINS, routes);
  fastify.addHook('onRequest', (request, reply, done) => {
    greet(parts, request, reply);
    if (!cors.greet(request, reply)) done(refuseMethod(routes, request, reply));
  });
}

const UNREADABLE = 'must be percent-encoded UTF-8, each part of at most 1,000 characters';

/** Answers an address that the router cannot read. No hook and no filter sees such a request, so all is done here. */
export const refuseAddress =
  (parts: HookParts, problems: ProblemAnswers) =>
  (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const error = new AppError('VALIDATION_FAILED', `The path ${UNREADABLE}.`, {
      errors: [{ parameter: 'path', detail: UNREADABLE }],
    });
    greet(parts, request, reply);
    problems.answer(error, request, reply);
  };

/** Gives a request its correlation id, its answer the headers that all answers have, and both a record in the end. */
function greet(parts: HookParts, request: FastifyRequest, reply: FastifyReply): void {
  const correlationId = acceptCorrelationId(request.headers['x-correlation-id']);
  const span = beginSpan(parts.traces, request, correlationId);
  Object.assign(request, { correlationId, span });
  reply.headers(securityHeadersFor(request.url));
  reply.headers(transportSecurityBy(parts.settings));
  reply.headers({
    'x-correlation-id': correlationId,
    traceparent: span.context.traceparent,
    'cache-control': 'no-store',
  });
  // Not at the end of the answer: a caller who hangs up while waiting must leave a trace too.
  // The address is asked for now: a connection that is closed has none.
  const { ip } = request;
  reply.raw.once('close', () => record(parts, request, reply, ip));
}

function record(parts: HookParts, request: FastifyRequest, reply: FastifyReply, ip: string): void {
  const { audit, httpMetrics, logger } = parts;
  const { method } = request;
  const route = request.routeOptions.url || 'unknown';
  const status = statusOf(parts, request as ApiRequest, reply);
  if ((request as ApiRequest).audited?.jobId) crashPoint('api.reply.after');
  httpMetrics.observe(method, route, status, reply.elapsedTime);
  endSpan(spanOf(request), status, (request as ApiRequest).audited);
  const durationMs = Math.round(reply.elapsedTime);
  // Polls come by the thousand; what made a job or was refused is what people look for.
  const isOfNote = status >= 400 || (request as ApiRequest).audited?.jobId !== undefined;
  logger[isOfNote ? 'info' : 'debug']({ method, route, status, durationMs, ...idsOf(request) }, 'request answered');
  const isSeen = (request as ApiRequest).audited?.isView === true && status < 400;
  if (!isSeen && isOfTheApi(request.url)) auditAnswer(audit, request as ApiRequest, { status, ip });
}

/** What the caller was answered. A request that was cut short takes over what the caller was told, and under which id. */
function statusOf({ cutRequests }: HookParts, request: ApiRequest, { raw, statusCode }: FastifyReply): number {
  const cut = cutRequests.get(raw);
  if (!cut) return raw.writableFinished ? statusCode : HUNG_UP;
  request.correlationId = cut.correlationId ?? '';
  request.audited = { ...request.audited, message: `${cut.code}: ${cut.detail}` };
  return cut.status;
}

function auditAnswer(audit: AuditLog, request: ApiRequest, { status, ip }: { status: number; ip: string }): void {
  const { caller, audited, correlationId = '' } = request;
  audit.note({
    event: 'request.answered',
    correlation_id: correlationId,
    ...(ip && { source_ip: ip }),
    traceparent: spanOf(request).context.traceparent,
    response_http_code: status,
    response_message: status === HUNG_UP ? 'the caller hung up' : (audited?.message ?? 'answered'),
    details: { method: request.method, path: pathOf(request), ...markOf(request) },
    ...(caller && { subject: subjectOf(caller) }),
    target: audited?.target ?? namedTarget(request),
    ...(audited?.decision && { decision: audited.decision }),
    ...(audited?.jobId && { job_id: audited.jobId }),
  });
}

/** Only a plan was asked for: whatever came of it, nothing was queued. */
const markOf = ({ audited }: ApiRequest) => (audited?.validateOnly ? { validateOnly: true } : {});

/** What a refused request named: somebody else's text, so only strings and not too long. */
function namedTarget({ params }: FastifyRequest): AuditTarget {
  const { trigram, domain, domain_name } = (params ?? {}) as Record<string, unknown>;
  const cut = (name: unknown) => (typeof name === 'string' ? name.slice(0, 128) : undefined);
  const [owner, place] = [cut(trigram), cut(domain ?? domain_name)];
  return { ...(owner && { trigram: owner }), ...(place && { domain: place }) };
}

/** The path as sent, without its query and cut to a sane length: it is somebody else's text. */
const pathOf = ({ url }: FastifyRequest): string => (url.split('?')[0] ?? '').slice(0, 300);

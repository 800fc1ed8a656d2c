import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditLog } from '#libs/audit';
import { acceptCorrelationId, runInContext } from '#libs/platform';
import type { ApiRequest } from './api-request.js';
import type { HttpMetrics } from './http-metrics.js';

/** Not API routes: their answers are not audited. */
const NOT_AUDITED = /^\/(docs|health|metrics)(?:[/?-]|$)/;

/** Gives every request its correlation id, and every answer its audit record and its metrics. */
export function addHooks(fastify: FastifyInstance, audit: AuditLog, metrics: HttpMetrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const correlationId = acceptCorrelationId(request.headers['x-correlation-id']);
    (request as ApiRequest).correlationId = correlationId;
    reply.headers({
      'x-correlation-id': correlationId,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    runInContext({ correlationId }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    if (!NOT_AUDITED.test(request.url)) auditAnswer(audit, request as ApiRequest, reply);
    done();
  });
}

function auditAnswer(audit: AuditLog, request: ApiRequest, reply: FastifyReply): void {
  const { caller, audited, correlationId = '' } = request;
  audit.note({
    event: 'request.answered',
    correlation_id: correlationId,
    response_http_code: reply.statusCode,
    response_message: audited?.message ?? 'answered',
    details: { method: request.method, path: pathOf(request), ip: request.ip },
    ...(caller && { subject: { login: caller.login, client_id: caller.clientId ?? null } }),
    ...(audited?.target && { target: audited.target }),
    ...(audited?.jobId && { job_id: audited.jobId }),
  });
}

/** The path as sent, without its query and cut to a sane length: it is somebody else's text. */
const pathOf = ({ url }: FastifyRequest): string => (url.split('?')[0] ?? '').slice(0, 300);

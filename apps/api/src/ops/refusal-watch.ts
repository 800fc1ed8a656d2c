import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RecentRefusal, RecentRefusals } from '#libs/queue';
import { type ApiRequest, correlationIdOf } from '../http/api-request.js';

/** Notes each request that a decision refused. Must come before the routes that it is to see. */
export function watchRefusals(fastify: FastifyInstance, refusals: RecentRefusals): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const refusal = refusalOf(request as ApiRequest, reply.statusCode);
    if (refusal) refusals.note(refusal);
    done();
  });
}

/** As the audit record has it, without the path that the caller wrote. */
function refusalOf(request: ApiRequest, status: number): RecentRefusal | undefined {
  const { caller, audited } = request;
  if (!caller || audited?.decision?.allowed !== false) return undefined;
  const { trigram, domain } = { ...named(request), ...audited.target };
  return {
    at: new Date().toISOString(),
    correlationId: correlationIdOf(request),
    login: caller.login,
    ...(caller.clientId && { clientId: caller.clientId }),
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    status,
    reason: audited.decision.reason,
    ...(trigram && { trigram }),
    ...(domain && { domain }),
  };
}

/** The names of old routes and new ones. */
function named({ params }: FastifyRequest): { trigram?: string; domain?: string } {
  const { trigram, domain, domain_name } = (params ?? {}) as Record<string, string | undefined>;
  const place = domain ?? domain_name;
  return { ...(trigram && { trigram }), ...(place && { domain: place }) };
}

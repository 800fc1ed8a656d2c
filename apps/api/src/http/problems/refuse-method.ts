import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#libs/platform';
import type { KnownRoutes } from '../known-routes.js';

/**
 * The refusal of a method that a known path does not know; undefined for everything else. Says in `Allow` what it knows.
 *
 * Comes before authentication: /docs-json tells everybody which routes there are.
 */
export function refuseMethod(routes: KnownRoutes, request: FastifyRequest, reply: FastifyReply): AppError | undefined {
  if (!request.is404) return undefined;
  const methods = routes.methodsAt(request.url);
  if (methods.length === 0) return undefined;
  reply.header('allow', methods.join(', '));
  return new AppError('METHOD_NOT_ALLOWED', `This route knows ${methods.join(', ')} only.`);
}

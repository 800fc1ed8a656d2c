import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownRoutes } from './known-routes.js';
import { addVary } from './vary.js';

/** What a page may send beside what every page may. */
const REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-none-match',
  'prefer',
  'traceparent',
  'tracestate',
  'x-correlation-id',
];
/** What a page may read beside what every page may. */
const EXPOSED_HEADERS = [
  'Location',
  'Operation-Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'X-Correlation-Id',
  'traceparent',
  'ETag',
  'Preference-Applied',
  'Idempotency-Replayed',
].join(', ');
const PREFLIGHT_KEPT_S = '600';

/**
 * Lets pages of listed origins call the API from a browser: exact origins, no wildcard, no cookies. Without a list no
 * answer says a word about it.
 *
 * Ours and not @fastify/cors, which answers a preflight for any path and any method as long as the origin is listed, and
 * whose route for OPTIONS would hide which paths know that method.
 */
export class Cors {
  private readonly origins: ReadonlySet<string>;

  constructor(
    origins: readonly string[],
    private readonly routes: KnownRoutes,
  ) {
    this.origins = new Set(origins);
  }

  /** Puts the headers on an answer. True where that was all that was asked for: then the preflight has its answer. */
  greet(request: FastifyRequest, reply: FastifyReply): boolean {
    if (this.origins.size === 0) return false;
    addVary(reply, 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !this.origins.has(origin)) return false;
    const asked = request.headers['access-control-request-method'];
    if (request.method === 'OPTIONS' && asked !== undefined) return this.answerPreflight(request, reply, asked);
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED_HEADERS });
    return false;
  }

  private answerPreflight({ url, headers }: FastifyRequest, reply: FastifyReply, asked: string): boolean {
    const methods = this.routes.methodsAt(url);
    const named = headers['access-control-request-headers']?.toLowerCase().split(',') ?? [];
    const isKnown = named.every((name) => name.trim() === '' || REQUEST_HEADERS.includes(name.trim()));
    if (!methods.includes(asked) || !isKnown) return false;
    reply
      .status(204)
      .headers({
        'access-control-allow-origin': headers.origin,
        'access-control-allow-methods': methods.join(', '),
        'access-control-allow-headers': REQUEST_HEADERS.join(', '),
        'access-control-max-age': PREFLIGHT_KEPT_S,
      })
      .send();
    return true;
  }
}

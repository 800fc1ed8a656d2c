import { isIPv6 } from 'node:net';
import type { FastifyReply } from 'fastify';
import { AppError } from '#libs/platform';
import type { ApiRequest } from '../api-request.js';
import { tooMany } from './limit-headers.js';
import type { LimitMetrics } from './limit-metrics.js';
import type { RateLimit } from './rate-limit.js';

/**
 * How often one address may bring credentials that are refused. Who brings none at all has tried nothing: not counted.
 *
 * Over the limit a refusal says 429 instead of 401. A good JWT is never refused for what others did behind its address:
 * tokens are looked at first. An opaque one that was not good before may then have to be sent again, because but a few at a
 * time are asked about (`isOverFailedLogins`).
 */
export class FailedLogins {
  constructor(
    private readonly limit: RateLimit | undefined,
    private readonly metrics: LimitMetrics,
  ) {}

  /** Whether an address has used up its failed logins: then little should be spent on an unknown token. */
  isOverFailedLogins(ip: string): boolean {
    return this.limit?.look(placeOf(ip)).isAllowed === false;
  }

  /** What a failure is answered as: itself, but for refused credentials over the limit. Counts them. */
  judge(error: unknown, request: Pick<ApiRequest, 'ip' | 'headers' | 'triedToSignIn'>, reply: FastifyReply): unknown {
    const hasTried = request.headers.authorization !== undefined || request.triedToSignIn;
    if (!hasTried || !isUnauthenticated(error)) return error;
    this.metrics.countFailedLogin();
    if (!this.limit) return error;
    const verdict = this.limit.take(placeOf(request.ip));
    if (verdict.isAllowed) return error;
    this.metrics.count(this.limit);
    return tooMany(reply, this.limit, verdict);
  }
}

const isUnauthenticated = (error: unknown): boolean => error instanceof AppError && error.code === 'UNAUTHENTICATED';

/** One IPv6 customer has 2^64 addresses: the first half says who it is. */
function placeOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - groups.length - after.length }, () => '0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}

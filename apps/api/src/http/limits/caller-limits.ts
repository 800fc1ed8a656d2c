import type { FastifyReply } from 'fastify';
import { isReading } from '#libs/auth';
import type { ApiRequest } from '../api-request.js';
import { showLimit, tooMany } from './limit-headers.js';
import type { LimitMetrics } from './limit-metrics.js';
import type { RateLimit } from './rate-limit.js';

/** The limits of callers; what is absent is not limited. */
export interface CallerQuotas {
  reads?: RateLimit | undefined;
  writes?: RateLimit | undefined;
}

/** How often one caller may ask, and how often change something. A caller is a token's subject, wherever it comes from. */
export class CallerLimits {
  constructor(
    private readonly quotas: CallerQuotas,
    private readonly metrics: LimitMetrics,
  ) {}

  /** Counts a request of a known caller. Throws `RATE_LIMITED` over the limit. */
  admit(request: ApiRequest, reply: FastifyReply): void {
    const limit = isReading(request.method) ? this.quotas.reads : this.quotas.writes;
    if (!limit) return;
    const verdict = limit.take(request.caller.subject);
    if (!verdict.isAllowed) {
      this.metrics.count(limit);
      throw tooMany(reply, limit, verdict);
    }
    showLimit(reply, limit, verdict);
  }
}

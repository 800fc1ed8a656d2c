import { Counter, type Registry } from 'prom-client';
import type { RateLimit } from './rate-limit.js';

/** Counts what was refused for coming too often. */
export class LimitMetrics {
  private readonly refusals: Counter<'limit'>;

  constructor(registry: Registry) {
    this.refusals = new Counter({
      name: 'etlaas_rate_limited_total',
      help: 'Requests refused with 429',
      labelNames: ['limit'],
      registers: [registry],
    });
  }

  count({ policy }: RateLimit): void {
    this.refusals.inc({ limit: policy.name });
  }
}

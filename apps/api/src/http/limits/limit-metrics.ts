import { Counter, type Registry } from 'prom-client';
import type { RateLimit } from './rate-limit.js';

/** Counts what was refused for coming too often, and what that is about. */
export class LimitMetrics {
  private readonly refusals: Counter<'limit'>;
  private readonly failedLogins: Counter;

  constructor(registry: Registry) {
    this.refusals = new Counter({
      name: 'etlaas_rate_limited_total',
      help: 'Requests refused with 429',
      labelNames: ['limit'],
      registers: [registry],
    });
    this.failedLogins = new Counter({
      name: 'etlaas_failed_logins_total',
      help: 'Requests whose credentials were refused; not those without any',
      registers: [registry],
    });
  }

  countFailedLogin(): void {
    this.failedLogins.inc();
  }

  count({ policy }: RateLimit): void {
    this.refusals.inc({ limit: policy.name });
  }
}

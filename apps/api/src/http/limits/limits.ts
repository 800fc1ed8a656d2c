import type { Registry } from 'prom-client';
import { type QueueKeys, type RedisClient, SharedCounts } from '#libs/queue';
import type { ApiSettings } from '../../settings.js';
import { CallerLimits } from './caller-limits.js';
import { FailedLogins } from './failed-logins.js';
import { LimitMetrics } from './limit-metrics.js';
import { RateLimit } from './rate-limit.js';

/** What the limits are made of. */
interface LimitParts {
  settings: ApiSettings;
  registry: Registry;
  redis: RedisClient;
  keys: QueueKeys;
}

/** All limits of the API; they share one conversation with Redis. */
export class Limits {
  readonly callers: CallerLimits;
  readonly failedLogins: FailedLogins;

  constructor({ settings, registry, redis, keys }: LimitParts) {
    const counts = new SharedCounts(redis, keys);
    const metrics = new LimitMetrics(registry);
    const limit = (name: string, quota: number) => (quota === 0 ? undefined : new RateLimit({ name, quota }, counts));
    const { RATE_LIMIT_READS, RATE_LIMIT_WRITES, RATE_LIMIT_FAILED_LOGINS } = settings;
    const quotas = { reads: limit('reads', RATE_LIMIT_READS), writes: limit('writes', RATE_LIMIT_WRITES) };
    this.callers = new CallerLimits(quotas, metrics);
    this.failedLogins = new FailedLogins(limit('failed-logins', RATE_LIMIT_FAILED_LOGINS), metrics);
  }
}

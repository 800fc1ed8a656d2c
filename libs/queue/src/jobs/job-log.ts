import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';

/** Watchers that lost their connection find what they missed for so long. */
const KEPT_FOR_MS = 3_600_000;
const MAX_ENTRIES = 512;
const AT_ONCE = 64;

/** Before the first entry of any log. */
export const LOG_START = '0-0';

/** A piece of output, and its place in the log. */
export interface LogEntry {
  position: string;
  text: string;
}

/**
 * What the commands of jobs print, while somebody watches: nothing is written for a job that nobody asked about.
 *
 * Keeps the last 512 entries of a job, for an hour. Rejects with Redis' errors.
 */
export class JobLog {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
  ) {}

  /** Says that somebody watches a job from now on; the worker that has it is told. */
  async watch(zone: string, id: string): Promise<void> {
    await this.redis.set(this.keys.watched(zone, id), '1', 'PX', KEPT_FOR_MS);
    await this.redis.publish(this.keys.control(zone), id);
  }

  /** Whether somebody watches a job. */
  async isWatched(zone: string, id: string): Promise<boolean> {
    return (await this.redis.exists(this.keys.watched(zone, id))) === 1;
  }

  /** Adds to the log of a job and tells its watchers. */
  async append(zone: string, id: string, text: string): Promise<void> {
    const key = this.keys.log(zone, id);
    await this.redis.xadd(key, 'MAXLEN', '~', MAX_ENTRIES, '*', 'text', text);
    await this.redis.pexpire(key, KEPT_FOR_MS);
    await this.redis.publish(this.keys.events(zone), id);
  }

  /** The first entries behind a position; none where the log is read to its end. */
  async after(zone: string, id: string, position: string): Promise<LogEntry[]> {
    const entries = await this.redis.xrange(this.keys.log(zone, id), `(${position}`, '+', 'COUNT', AT_ONCE);
    return entries.map(([at, [, text = '']]) => ({ position: at, text }));
  }
}

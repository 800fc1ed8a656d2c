import { Redis, type RedisOptions } from 'ioredis';
import { AppError, type AppLogger, type Secret } from '#libs/platform';

/**
 * How a connection behaves while Redis is away.
 *
 * - `asking`: somebody waits for the answer (an HTTP caller): fails within `ASK_TIMEOUT_MS`, never queues up.
 * - `working`: the worker's: waits for Redis as long as it takes.
 * - `listening`: blocking pops and subscriptions: for ever, without a ready check (Bull needs it so).
 */
export type ConnectionRole = 'asking' | 'working' | 'listening';

/** The longest that an HTTP caller waits for one Redis command. Two in a row must stay under two seconds. */
export const ASK_TIMEOUT_MS = 900;

/** The longest that an HTTP caller waits for Bull. */
const WITHIN_MS = 1_900;

const ROLES: Record<ConnectionRole, RedisOptions> = {
  asking: { maxRetriesPerRequest: 1, commandTimeout: ASK_TIMEOUT_MS, enableOfflineQueue: false },
  working: { maxRetriesPerRequest: null },
  listening: { maxRetriesPerRequest: null, enableReadyCheck: false },
};

/** All Redis connections of one process; Bull never closes those it was given, so `close()` does. */
export class RedisConnections {
  private readonly all: Redis[] = [];

  constructor(
    private readonly url: Secret,
    private readonly logger: AppLogger,
  ) {}

  /** Opens a connection; it reconnects by itself until `close()`. */
  open(role: ConnectionRole): Redis {
    const redis = new Redis(this.url.reveal(), {
      ...ROLES[role],
      connectTimeout: 2_000,
      keepAlive: 10_000,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
      // After a failover the old primary answers READONLY: connect anew, to the new one.
      // Who works repeats the command there; who asks is told at once.
      reconnectOnError: (error) => (error.message.startsWith('READONLY') ? (role === 'working' ? 2 : 1) : false),
    });
    redis.on('error', (err) => this.logger.warn({ err: { message: err.message }, role }, 'redis connection fault'));
    this.all.push(redis);
    return redis;
  }

  close(): void {
    for (const redis of this.all) redis.disconnect();
  }
}

/** Runs a Redis dialogue for a caller; any fault in it is `QUEUE_UNAVAILABLE`, with what the caller should do next. */
export async function asking<T>(what: string, dialogue: () => Promise<T>): Promise<T> {
  try {
    return await dialogue();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('QUEUE_UNAVAILABLE', what, { cause });
  }
}

/** Bull waits for ever for a connection that was never ready; a caller must not: rejects after `WITHIN_MS`. */
export async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time')), WITHIN_MS);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

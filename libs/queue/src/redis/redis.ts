import { AppError, type AppLogger, inTime } from '#libs/platform';
import { type ConnectionRole, connect, type RedisClient } from './redis-client.js';
import type { RedisPlace } from './redis-place.js';
import { refusalOf } from './refused-login.js';

/** The longest that an HTTP caller waits for Bull. */
const WITHIN_MS = 1_900;

/** A connection that tries again each second says so no more often than this, as long as the fault is the same. */
const TOLD_EVERY_MS = 10_000;

const REFUSED_LOGIN = 'Redis refuses our user: compare REDIS_USERNAME and REDIS_PASSWORD with its ACL';

/** All Redis connections of one process; Bull never closes those it was given, so `close()` does. */
export class RedisConnections {
  private readonly all: RedisClient[] = [];

  constructor(
    private readonly place: RedisPlace,
    private readonly logger: AppLogger,
  ) {}

  /** Opens a connection; it reconnects by itself until `close()`. */
  open(role: ConnectionRole): RedisClient {
    const redis = connect(this.place, role);
    let told = { message: '', atMs: 0 };
    const warn = (err: Error): void => {
      forgetCommand(err);
      const { message } = err;
      if (message === told.message && performance.now() - told.atMs < TOLD_EVERY_MS) return;
      told = { message, atMs: performance.now() };
      this.logger.warn({ err: { message }, role }, refusalOf(err) ? REFUSED_LOGIN : 'redis connection fault');
    };
    redis.on('error', warn);
    // So a Cluster calls the faults of one of its nodes.
    redis.on('node error', warn);
    this.all.push(redis);
    return redis;
  }

  close(): void {
    for (const redis of this.all) redis.disconnect();
  }
}

/** A refused login rejects whatever waited for it, with an error that carries the password; it is mended before they see it. */
function forgetCommand(err: Error & { command?: unknown; lastNodeError?: Error }): void {
  delete err.command;
  if (err.lastNodeError) forgetCommand(err.lastNodeError);
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

/** Whether Redis answers now. Says no at once where there is no connection, and after `WITHIN_MS` where there is but no answer. */
export async function isAnswering(redis: RedisClient): Promise<boolean> {
  // A connection that waits for Redis would keep the question, and those of all who ask later.
  if (redis.status !== 'ready') return false;
  return (await withinTime(redis.ping()).catch(() => undefined)) === 'PONG';
}

/** Bull waits for ever for a connection that was never ready; a caller must not: rejects after `WITHIN_MS`. */
export const withinTime = <T>(work: Promise<T>): Promise<T> => inTime(WITHIN_MS, 'the answer of Redis', work);

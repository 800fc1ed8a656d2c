import type { Queue, QueueOptions } from 'bull';
import type { QueueKeys } from '../keys.js';
import type { RedisConnections } from '../redis/redis.js';
import type { ConnectionRole, RedisClient } from '../redis/redis-client.js';
import { LeftToOthers, leftForMs } from './left-to-others.js';

/** A job may be delivered often before Bull gives it up: a redelivery is harmless, giving up would be a lie. */
const MAX_DELIVERIES = 10_000;
const REDELIVER_AFTER_MS = 5_000;
const REDELIVER_AT_THE_LATEST_MS = 60_000;

/** Whoever was told an error instead of a job, as in a failover, asks again so soon. */
const LOOK_AGAIN_AFTER_MS = 500;

const KEPT_IN_BULL = { age: 7 * 86_400, count: 20_000 };

/** The Bull queues of some zones by zone name. */
export type ZoneQueues = ReadonlyMap<string, Queue>;

/**
 * Options of the queue of every zone, the same for producer and processor.
 *
 * `role` decides how the shared connection behaves while Redis is away; blocking ones always wait.
 */
export function queueOptions(
  connections: RedisConnections,
  keys: QueueKeys,
  role: Exclude<ConnectionRole, 'listening'>,
  lockMs: number,
): QueueOptions {
  const shared = new Map<string, RedisClient>();
  const sharedOne = (type: 'client' | 'subscriber'): RedisClient => {
    const known = shared.get(type) ?? connections.open(type === 'client' ? role : 'listening');
    shared.set(type, known);
    return known;
  };
  return {
    prefix: keys.bull(),
    createClient: (type) => (type === 'bclient' ? connections.open('listening') : sharedOne(type)),
    settings: {
      lockDuration: lockMs,
      lockRenewTime: Math.floor(lockMs / 4),
      stalledInterval: Math.floor(lockMs / 2),
      maxStalledCount: MAX_DELIVERIES,
      retryProcessDelay: LOOK_AGAIN_AFTER_MS,
      backoffStrategies: { growing: growingDelayMs },
    },
    defaultJobOptions: {
      attempts: MAX_DELIVERIES,
      backoff: { type: 'growing' },
      stackTraceLimit: 1,
      removeOnComplete: KEPT_IN_BULL,
      removeOnFail: KEPT_IN_BULL,
    },
  };
}

/**
 * An outcome that is not known is looked at again soon, and then less often. Bull counts all deliveries of a job together, so what was left
 * often before is looked at again after a minute at first, not after seconds. No wait is longer, so neither has a count of its own.
 */
const growingDelayMs = (attempts: number, fault: unknown): number =>
  fault instanceof LeftToOthers ? leftForMs(attempts) : lookAgainAfterMs(attempts);

const lookAgainAfterMs = (attempts: number): number =>
  Math.min(REDELIVER_AFTER_MS * 2 ** Math.min(attempts - 1, 10), REDELIVER_AT_THE_LATEST_MS);

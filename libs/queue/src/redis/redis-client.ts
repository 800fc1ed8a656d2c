import { Cluster, type ClusterOptions, type Redis, type RedisOptions } from 'ioredis';
import { GatheringRedis } from './gathering-redis.js';
import type { RedisLogin, RedisPlace } from './redis-place.js';

/** A connection to one Redis, or to the nodes of a Cluster: what both can do. */
export type RedisClient = Redis | Cluster;

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

/**
 * A server that answers nothing for `socketTimeout` is left, for a host that was cut off never says so: without it a worker
 * that waits for jobs there stays deaf after a failover. Whoever waits for jobs is answered every 5 s, job or not.
 */
const ROLES: Record<ConnectionRole, RedisOptions> = {
  asking: { maxRetriesPerRequest: 1, commandTimeout: ASK_TIMEOUT_MS, enableOfflineQueue: false, socketTimeout: 2_000 },
  working: { maxRetriesPerRequest: null, socketTimeout: 10_000 },
  listening: { maxRetriesPerRequest: null, enableReadyCheck: false, socketTimeout: 10_000 },
};

/** Each waits 0.1 s before the next, while a Cluster has no answer: an HTTP caller hears of it, others wait for it. */
const REDIRECTIONS: Record<ConnectionRole, number> = { asking: 4, working: 1_000, listening: 1_000 };

const retryAfter = (attempt: number): number => Math.min(attempt * 50, 1_000);

/** Opens a connection that reconnects by itself, to wherever the server is then. */
export function connect({ way, login, tls }: RedisPlace, role: ConnectionRole): RedisClient {
  const common: RedisOptions = {
    ...ROLES[role],
    ...namesOf(login),
    ...(tls && { tls }),
    connectTimeout: 2_000,
    keepAlive: 10_000,
    disableClientInfo: true,
    reconnectOnError: onError(role),
  };
  if (way.kind === 'cluster') return new Cluster(way.nodes, clusterOptions(common, role));
  const options = { ...common, db: way.database, retryStrategy: retryAfter };
  if (way.kind === 'one') return new GatheringRedis({ ...options, ...way.node });
  const { username: sentinelUsername, password: sentinelPassword } = namesOf(way.login);
  return new GatheringRedis({
    ...options,
    sentinels: way.sentinels,
    name: way.master,
    ...(sentinelUsername && { sentinelUsername }),
    ...(sentinelPassword && { sentinelPassword }),
    ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
    sentinelCommandTimeout: 1_000,
    sentinelRetryStrategy: retryAfter,
  });
}

const namesOf = ({ username, password }: RedisLogin) => ({
  ...(username && { username }),
  ...(password && { password: password.reveal() }),
});

/**
 * After a failover the old primary answers READONLY, and UNBLOCKED to who waited for a job: connect anew, to the new one.
 * Who works or listens repeats the command there; who asks is told at once.
 */
const onError =
  (role: ConnectionRole) =>
  ({ message }: Error): false | 1 | 2 =>
    /^(READONLY|UNBLOCKED) /.test(message) && (role === 'asking' ? 1 : 2);

const clusterOptions = (redisOptions: RedisOptions, role: ConnectionRole): ClusterOptions => ({
  redisOptions,
  enableOfflineQueue: role !== 'asking',
  maxRedirections: REDIRECTIONS[role],
  clusterRetryStrategy: retryAfter,
  // Names stay names: their certificates are made out to them.
  dnsLookup: (address, done) => done(null, address),
});

import type { Result } from 'ioredis';
import { NOW } from '../jobs/script-parts.js';
import type { RedisClient } from '../redis/redis-client.js';

/** The log keeps this many tries; redeliveries may go on for ever. */
const KEPT_TRIES = 50;

/**
 * KEYS the due callbacks of zones and receivers. ARGV lease ms. Takes the one that is most overdue until its lease ends: answers the
 * number of its key, its job and the end of the lease; or 0, '' and in how many ms the next one is due (-1 = there is none).
 */
const TAKE = `${NOW}
local soonest, at, job
for number, key in ipairs(KEYS) do
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  local due = tonumber(first[2])
  if due and (not soonest or due < soonest) then soonest, at, job = due, number, first[1] end
end
if not soonest then return {0, '', '-1'} end
if soonest > now then return {0, '', string.format('%.0f', soonest - now)} end
local lease = string.format('%.0f', now + ARGV[1])
redis.call('ZADD', KEYS[at], lease, job)
return {at, job, lease}
`;

/**
 * KEYS due callbacks, log. ARGV id, lease, try, state, ms to the next try ('' = none), keep ms. Writes a try down; what comes of it is
 * decided only by whoever still has the lease: answers 1 for that.
 */
const TRIED = `${NOW}
local tries = redis.call('HINCRBY', KEYS[2], 'tries', 1)
redis.call('HSET', KEYS[2], 'try:' .. tries, ARGV[3])
redis.call('HDEL', KEYS[2], 'try:' .. (tries - ${KEPT_TRIES}))
redis.call('PEXPIRE', KEYS[2], ARGV[6])
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '') ~= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[2], 'state', ARGV[4])
if ARGV[5] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('HDEL', KEYS[2], 'nextTryAt')
else
  local due = string.format('%.0f', now + ARGV[5])
  redis.call('ZADD', KEYS[1], due, ARGV[1])
  redis.call('HINCRBY', KEYS[2], 'failures', 1)
  redis.call('HSET', KEYS[2], 'nextTryAt', due)
end
return 1
`;

/**
 * KEYS due callbacks, log, job. ARGV channel, message, id, keep ms. Begins a callback anew, as if it had never been tried; not before
 * the end of the job is written, for what is told must not change.
 */
const AGAIN = `${NOW}
if not redis.call('HGET', KEYS[3], 'finishedAt') then return end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('HSET', KEYS[2], 'state', 'pending')
redis.call('HDEL', KEYS[2], 'failures', 'nextTryAt')
for number = 1, 2 do redis.call('PEXPIRE', KEYS[number], ARGV[4]) end
redis.call('PUBLISH', ARGV[1], ARGV[2])
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    callbackTake(count: number, ...args: string[]): Result<[number, string, string], Context>;
    callbackTried(...args: string[]): Result<number, Context>;
    callbackAgain(...args: string[]): Result<null, Context>;
  }
}

/** Teaches a connection the atomic steps of a callback. */
export function defineCallbackScripts(redis: RedisClient): RedisClient {
  redis.defineCommand('callbackTake', { lua: TAKE });
  redis.defineCommand('callbackTried', { numberOfKeys: 2, lua: TRIED });
  redis.defineCommand('callbackAgain', { numberOfKeys: 3, lua: AGAIN });
  return redis;
}

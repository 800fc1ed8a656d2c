import type { Result } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/** Redis' clock in microseconds; every time that matters is read here, never from a process' own clock. */
export const NOW = `
local clock = redis.call('TIME')
local us = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local now = math.floor(us / 1000)
`;

const CHANGED = `
redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('PUBLISH', ARGV[1], ARGV[2])
`;

/**
 * KEYS job, waiting, all, of the trigram, of the requester, last position, idempotency, line.
 * ARGV channel, id, accepted, member, start within ms, keep ms, fingerprint ('' = no key), keep key ms, on conflict ('' = the
 * job needs its target not for itself), key of a job before its id.
 */
const ACCEPT = `${NOW}
if ARGV[7] ~= '' then
  local known = redis.call('GET', KEYS[7])
  if known then return {'known', known} end
end
-- A connection that lost the answer sends the command again: it is the same job, not one that is in its own way.
if redis.call('EXISTS', KEYS[1]) == 1 then
  local kept = redis.call('HMGET', KEYS[1], 'createdAt', 'notAfter', 'fence', 'inLine')
  return {'accepted', kept[1], kept[2], kept[3] or '', kept[4] and 1 or 0}
end
if ARGV[9] ~= '' then
  -- Whoever stands first has the target, until it has ended or can no longer begin.
  local holder = redis.call('LINDEX', KEYS[8], 0)
  while holder do
    local held = redis.call('HMGET', ARGV[10] .. holder, 'status', 'notAfter')
    if held[1] == 'running' or (held[1] == 'queued' and tonumber(held[2]) >= now) then break end
    redis.call('LPOP', KEYS[8])
    holder = redis.call('LINDEX', KEYS[8], 0)
  end
  if holder and ARGV[9] == 'reject' then return {'busy', holder} end
end
local position = math.max(us, tonumber(redis.call('GET', KEYS[6]) or '0') + 1)
local score = string.format('%.0f', position)
redis.call('SET', KEYS[6], score)
local notAfter = now + tonumber(ARGV[5])
redis.call('HSET', KEYS[1], 'accepted', ARGV[3], 'status', 'queued', 'createdAt', now, 'notAfter', notAfter, 'revision', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('ZADD', KEYS[2], notAfter, ARGV[2])
for list = 3, 5 do
  redis.call('ZADD', KEYS[list], score, ARGV[4])
end
-- Old entries are swept by the first submit and then by one in a hundred or so; it pays for the others.
if redis.call('ZCARD', KEYS[5]) == 1 or us % 128 == 0 then
  for list = 3, 5 do
    redis.call('ZREMRANGEBYSCORE', KEYS[list], '-inf', string.format('(%.0f', us - tonumber(ARGV[6]) * 1000))
    redis.call('PEXPIRE', KEYS[list], ARGV[6])
  end
end
if ARGV[7] ~= '' then redis.call('SET', KEYS[7], ARGV[7] .. ' ' .. ARGV[4], 'PX', ARGV[8]) end
if ARGV[9] == '' then return {'accepted', tostring(now), tostring(notAfter), '', 0} end
local isInLine = redis.call('RPUSH', KEYS[8], ARGV[2]) > 1
redis.call('PEXPIRE', KEYS[8], ARGV[6])
redis.call('HSET', KEYS[1], 'fence', score)
if isInLine then redis.call('HSET', KEYS[1], 'inLine', 1) end
return {'accepted', tostring(now), tostring(notAfter), score, isInLine and 1 or 0}
`;

/** KEYS job, waiting, running. ARGV channel, id, worker, signed notAfter. Answers what the worker may do, ms left, cancel asked. */
const CLAIM = `${NOW}
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return {'missing', 0, 0} end
if status ~= 'queued' and status ~= 'running' then
  return {redis.call('HEXISTS', KEYS[1], 'settled') == 1 and 'replayed' or status, 0, 0}
end
-- The signed deadline counts, not the one in the record: an old record put back must not make an old job run.
local left = tonumber(ARGV[4]) - now
if status == 'queued' then
  if left <= 0 then return {'late', left, 0} end
  redis.call('HSET', KEYS[1], 'status', 'running', 'startedAt', now)
  redis.call('ZREM', KEYS[2], ARGV[2])
end
redis.call('HSET', KEYS[1], 'worker', ARGV[3])
redis.call('ZADD', KEYS[3], now, ARGV[2])
${CHANGED}
return {status == 'queued' and 'first' or 'again', left, redis.call('HEXISTS', KEYS[1], 'cancelRequestedAt')}
`;

/** What is published among the events of a zone, instead of the id of a job, where a callback is to be tried. */
export const CALLBACK_DUE = 'callback due';

/** A job that ends is handed over for its callback in the same step: none is lost, whatever dies. Most jobs have none. */
const CALL_BACK = `
local accepted = redis.call('HGET', KEYS[1], 'accepted')
local callback = accepted and string.find(accepted, '"callback":', 1, true) and cjson.decode(accepted)['callback']
if callback then
  local due = ARGV[6] .. callback['receiver']
  redis.call('ZADD', due, now, ARGV[2])
  redis.call('PEXPIRE', due, ARGV[7])
  redis.call('PUBLISH', ARGV[1], '${CALLBACK_DUE}')
end
`;

/**
 * KEYS job, waiting, running, line. ARGV channel, id, status, outcome, status that it must have ('' = any that is not final), key of
 * due callbacks before their receiver, keep ms. Answers what came of it, and who stands first in the line now, if the job stood in it.
 */
const FINISH = `${NOW}
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return {'missing', ''} end
if status ~= 'queued' and status ~= 'running' then return {status, ''} end
if ARGV[5] ~= '' and status ~= ARGV[5] then return {status, ''} end
redis.call('HSET', KEYS[1], 'status', ARGV[3], 'outcome', ARGV[4], 'finishedAt', now)
redis.call('ZREM', KEYS[2], ARGV[2])
redis.call('ZREM', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[1], 'inLine', 'envelope')
${CHANGED}${CALL_BACK}
local stood = redis.call('LREM', KEYS[4], 0, ARGV[2]) > 0
return {'finished', stood and redis.call('LINDEX', KEYS[4], 0) or ''}
`;

/** KEYS job. ARGV channel, id, field, value ('' = the time). Notes something about a job that has not ended. */
const NOTE = `${NOW}
local status = redis.call('HGET', KEYS[1], 'status')
if status ~= 'queued' and status ~= 'running' then return status or 'missing' end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4] == '' and now or ARGV[4])
${CHANGED}
return status
`;

/** KEYS any of ours. The clock of the node that holds our keys: in a Cluster, TIME alone is answered by any node. */
const CLOCK = `return redis.call('TIME')`;

/** KEYS job. Notes that Bull is done with a job that has ended. */
const SETTLE = `
local status = redis.call('HGET', KEYS[1], 'status')
if status and status ~= 'queued' and status ~= 'running' then redis.call('HSET', KEYS[1], 'settled', 1) end
`;

/** KEYS job. ARGV channel, id. Its turn has come: it stands in its line no longer, it is queued. */
const LEAVE_LINE = `
if redis.call('HDEL', KEYS[1], 'inLine', 'envelope') > 0 then
${CHANGED}
end
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    jobAccept(...args: string[]): Result<[string, string, string?, string?, number?], Context>;
    jobClaim(...args: string[]): Result<[string, number, number], Context>;
    jobFinish(...args: string[]): Result<[string, string], Context>;
    jobLeaveLine(...args: string[]): Result<null, Context>;
    jobNote(...args: string[]): Result<string, Context>;
    jobClock(...args: string[]): Result<[string, string], Context>;
    jobSettle(...args: string[]): Result<null, Context>;
  }
}

/** Teaches a connection the atomic steps of a job's life. */
export function defineJobScripts(redis: RedisClient): RedisClient {
  redis.defineCommand('jobAccept', { numberOfKeys: 8, lua: ACCEPT });
  redis.defineCommand('jobClaim', { numberOfKeys: 3, lua: CLAIM });
  redis.defineCommand('jobFinish', { numberOfKeys: 4, lua: FINISH });
  redis.defineCommand('jobLeaveLine', { numberOfKeys: 1, lua: LEAVE_LINE });
  redis.defineCommand('jobNote', { numberOfKeys: 1, lua: NOTE });
  redis.defineCommand('jobClock', { numberOfKeys: 1, lua: CLOCK });
  redis.defineCommand('jobSettle', { numberOfKeys: 1, lua: SETTLE });
  return redis;
}

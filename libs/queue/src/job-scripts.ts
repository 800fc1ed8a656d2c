import type { Result } from 'ioredis';
import type { RedisClient } from './redis-client.js';
import { ENLIST, FORGET_AT, SET_STATUS } from './status-index.js';

/** Redis' clock in microseconds; every time that matters is read here, never from a process' own clock. */
const NOW = `
local clock = redis.call('TIME')
local us = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local now = math.floor(us / 1000)
`;

/** Whether a job has not ended, by its status and its verifyUntil. */
const IS_OPEN = `
local function isOpen(status, verifyUntil)
  return status == 'queued' or status == 'running' or (status == 'unknown' and verifyUntil ~= false)
end
`;

const CHANGED = `
redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('PUBLISH', ARGV[1], ARGV[2])
`;

/**
 * KEYS job, waiting, all, of the place, of the requester, last position, idempotency, line.
 * ARGV channel, id, accepted, member, start within ms, where else it is listed, fingerprint ('' = no key), keep key ms, on
 * conflict ('' = the job needs its target not for itself), key of a job before its id.
 *
 * Nothing of it ends by itself: the record and its entries are forgotten together, some time after the end of the job.
 */
const ACCEPT = `${NOW}${IS_OPEN}${SET_STATUS}${ENLIST}
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
    local held = redis.call('HMGET', ARGV[10] .. holder, 'status', 'verifyUntil', 'notAfter')
    local isLate = held[1] == 'queued' and tonumber(held[3]) < now
    if isOpen(held[1], held[2]) and not isLate then break end
    redis.call('LPOP', KEYS[8])
    holder = redis.call('LINDEX', KEYS[8], 0)
  end
  if holder and ARGV[9] == 'reject' then return {'busy', holder} end
end
local position = math.max(us, tonumber(redis.call('GET', KEYS[6]) or '0') + 1)
local score = string.format('%.0f', position)
redis.call('SET', KEYS[6], score)
local notAfter = now + tonumber(ARGV[5])
redis.call('HSET', KEYS[1], 'accepted', ARGV[3], 'createdAt', now, 'notAfter', notAfter, 'revision', 1)
enlist(KEYS[1], ARGV[4], score, cjson.decode(ARGV[6]))
setStatus(KEYS[1], ARGV[2], 'queued')
redis.call('ZADD', KEYS[2], notAfter, ARGV[2])
for list = 3, 5 do
  redis.call('ZADD', KEYS[list], score, ARGV[4])
end
if ARGV[7] ~= '' then redis.call('SET', KEYS[7], ARGV[7] .. ' ' .. ARGV[4], 'PX', ARGV[8]) end
if ARGV[9] == '' then return {'accepted', tostring(now), tostring(notAfter), '', 0} end
local isInLine = redis.call('RPUSH', KEYS[8], ARGV[2]) > 1
redis.call('HSET', KEYS[1], 'fence', score)
if isInLine then redis.call('HSET', KEYS[1], 'inLine', 1) end
return {'accepted', tostring(now), tostring(notAfter), score, isInLine and 1 or 0}
`;

/**
 * KEYS job, waiting, running. ARGV channel, id, worker, signed notAfter. Answers what the worker may do, ms left, cancel asked, and
 * the ms left to verify an unknown outcome.
 */
const CLAIM = `${NOW}${IS_OPEN}${SET_STATUS}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
if not status then return {'missing', 0, 0} end
if not isOpen(status, verifyUntil) then
  return {redis.call('HEXISTS', KEYS[1], 'settled') == 1 and 'replayed' or status, 0, 0}
end
-- The signed deadline counts, not the one in the record: an old record put back must not make an old job run.
local left = tonumber(ARGV[4]) - now
if status == 'queued' then
  if left <= 0 then return {'late', left, 0} end
  setStatus(KEYS[1], ARGV[2], 'running')
  redis.call('HSET', KEYS[1], 'startedAt', now)
  redis.call('ZREM', KEYS[2], ARGV[2])
end
redis.call('HSET', KEYS[1], 'worker', ARGV[3])
redis.call('ZADD', KEYS[3], now, ARGV[2])
${CHANGED}
local isCancelled = redis.call('HEXISTS', KEYS[1], 'cancelRequestedAt')
local what = {status == 'queued' and 'first' or 'again', left, isCancelled}
if verifyUntil then what[4] = tonumber(verifyUntil) - now end
return what
`;

/**
 * KEYS job, waiting, running, line. ARGV channel, id, status, outcome, status that it must have ('' = any that is not final),
 * keep ms. Answers what came of it, and who stands first in the line now, if the job stood in it.
 */
const FINISH = `${NOW}${IS_OPEN}${SET_STATUS}${FORGET_AT}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
if not status then return {'missing', ''} end
if not isOpen(status, verifyUntil) then return {status, ''} end
if ARGV[5] ~= '' and status ~= ARGV[5] then return {status, ''} end
setStatus(KEYS[1], ARGV[2], ARGV[3])
forgetAt(KEYS[1], ARGV[2], now + tonumber(ARGV[6]))
redis.call('HSET', KEYS[1], 'outcome', ARGV[4], 'finishedAt', now)
redis.call('ZREM', KEYS[2], ARGV[2])
redis.call('ZREM', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[1], 'inLine', 'envelope', 'verifyUntil')
${CHANGED}
local stood = redis.call('LREM', KEYS[4], 0, ARGV[2]) > 0
return {'finished', stood and redis.call('LINDEX', KEYS[4], 0) or ''}
`;

/** KEYS job. ARGV channel, id, field, value ('' = the time). Notes something about a job that has not ended. */
const NOTE = `${NOW}${IS_OPEN}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
if not isOpen(status, verifyUntil) then return status or 'missing' end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4] == '' and now or ARGV[4])
${CHANGED}
return status
`;

/**
 * KEYS job. ARGV channel, id, outcome, verify within ms. The outcome of a job that runs is not known: it is verified again.
 * Answers the ms that are left for it (none: it is over, or the job has ended), and whether this is the first doubt.
 */
const DOUBT = `${NOW}${IS_OPEN}${SET_STATUS}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
-- Who asked for the end of a job does not want to wait for the truth about it.
local isCancelled = redis.call('HEXISTS', KEYS[1], 'cancelRequestedAt') == 1
if not isOpen(status, verifyUntil) or isCancelled then return {0, 0} end
local over = tonumber(verifyUntil or now + ARGV[4])
if over <= now then return {0, 0} end
setStatus(KEYS[1], ARGV[2], 'unknown')
redis.call('HSET', KEYS[1], 'outcome', ARGV[3], 'verifyUntil', over)
${CHANGED}
return {over - now, verifyUntil and 0 or 1}
`;

/** KEYS any of ours. The clock of the node that holds our keys: in a Cluster, TIME alone is answered by any node. */
const CLOCK = `return redis.call('TIME')`;

/** KEYS job. Notes that Bull is done with a job that has ended. */
const SETTLE = `${IS_OPEN}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
if status and not isOpen(status, verifyUntil) then redis.call('HSET', KEYS[1], 'settled', 1) end
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
    jobClaim(...args: string[]): Result<[string, number, number, number?], Context>;
    jobFinish(...args: string[]): Result<[string, string], Context>;
    jobDoubt(...args: string[]): Result<[number, number], Context>;
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
  redis.defineCommand('jobDoubt', { numberOfKeys: 1, lua: DOUBT });
  redis.defineCommand('jobLeaveLine', { numberOfKeys: 1, lua: LEAVE_LINE });
  redis.defineCommand('jobNote', { numberOfKeys: 1, lua: NOTE });
  redis.defineCommand('jobClock', { numberOfKeys: 1, lua: CLOCK });
  redis.defineCommand('jobSettle', { numberOfKeys: 1, lua: SETTLE });
  return redis;
}

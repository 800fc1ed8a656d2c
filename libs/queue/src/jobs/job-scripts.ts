import type { Result } from 'ioredis';
import type { RedisClient } from '../redis/redis-client.js';
import { ACCEPT } from './accept-script.js';
import { CALL_BACK, CHANGED, FIRST, IS_OPEN, NOW } from './script-parts.js';
import { FORGET_AT, SET_STATUS, STATUS_LIST } from './status-index.js';

/**
 * KEYS job, waiting, running, line. ARGV channel, id, worker, signed notAfter, key of a job before its id. Answers what the
 * worker may do, ms left, cancel asked, ms since it was accepted, and the ms left to verify an unknown outcome.
 */
const CLAIM = `${NOW}${IS_OPEN}${CHANGED}${STATUS_LIST}${SET_STATUS}
local FIELDS = {'status', 'verifyUntil', 'generation', 'createdAt'}
local status, verifyUntil, generation, createdAt = unpack(redis.call('HMGET', KEYS[1], unpack(FIELDS)))
if not status then return {'missing', 0, 0} end
if not isOpen(status, verifyUntil) then
  return {redis.call('HEXISTS', KEYS[1], 'settled') == 1 and 'replayed' or status, 0, 0}
end
-- The signed deadline counts, not the one in the record: an old record put back must not make an old job run.
local left = tonumber(ARGV[4]) - now
if status == 'queued' and left <= 0 then return {'late', left, 0} end
local function begin(key, id)
  setStatus(key, id, 'running')
  redis.call('HSET', key, 'startedAt', now)
  redis.call('ZREM', KEYS[2], id)
end
if status == 'queued' then begin(KEYS[1], ARGV[2]) end
if generation then
  -- Those that want to know the same run from now on too: nobody begins them any more.
  for _, id in ipairs(redis.call('LRANGE', KEYS[4] .. ':' .. generation, 0, -1)) do
    local waits, latest = unpack(redis.call('HMGET', ARGV[5] .. id, 'status', 'notAfter'))
    if waits == 'queued' and tonumber(latest) >= now then
      begin(ARGV[5] .. id, id)
      changed(ARGV[5] .. id, id)
    end
  end
end
redis.call('HSET', KEYS[1], 'worker', ARGV[3])
-- Whoever put it on its queue may have died before it could say so.
redis.call('HDEL', KEYS[1], 'inLine', 'envelope')
redis.call('ZADD', KEYS[3], now, ARGV[2])
changed(KEYS[1], ARGV[2])
local isCancelAsked = redis.call('HEXISTS', KEYS[1], 'cancelRequestedAt')
local what = {status == 'queued' and 'first' or 'again', left, isCancelAsked, now - tonumber(createdAt)}
if verifyUntil then what[5] = tonumber(verifyUntil) - now end
return what
`;

/**
 * KEYS job, waiting, running, line, generation, latest reading. ARGV channel, id, status, outcome, status that it must have
 * ('' = any that is not final; a read that is to be queued may also share another), key of a job before its id, keep latest ms, keep ms,
 * key of due callbacks before their receiver.
 * Answers what came of it; who is to begin now, if anybody waited for it; the ids of those who shared the reading; and how many ms it
 * ran, if it was begun.
 */
const FINISH = `${NOW}${IS_OPEN}${FIRST}${CHANGED}${STATUS_LIST}${SET_STATUS}${FORGET_AT}${CALL_BACK}
local FIELDS = {'status', 'verifyUntil', 'inLine', 'generation', 'startedAt'}
local status, verifyUntil, inLine, generation, startedAt = unpack(redis.call('HMGET', KEYS[1], unpack(FIELDS)))
if not status then return {'missing', ''} end
if not isOpen(status, verifyUntil) then return {status, ''} end
-- A read that only shares a reading runs without a worker of its own.
local isSharing = generation and inLine and ARGV[5] == 'queued'
if ARGV[5] ~= '' and status ~= ARGV[5] and not isSharing then return {status, ''} end
local function finish(key, id)
  setStatus(key, id, ARGV[3])
  forgetAt(key, id, now + tonumber(ARGV[8]))
  redis.call('HSET', key, 'finishedAt', now)
  redis.call('ZREM', KEYS[2], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('HDEL', key, 'inLine', 'envelope', 'verifyUntil')
  changed(key, id)
  callBack(key, id, ARGV[9], ARGV[8])
end
redis.call('HSET', KEYS[1], 'outcome', ARGV[4])
finish(KEYS[1], ARGV[2])
local ran = startedAt and now - tonumber(startedAt)
local line = generation and KEYS[4] .. ':' .. generation or KEYS[4]
local isTruth = ARGV[3] == 'succeeded' or ARGV[3] == 'failed'
if generation and isTruth and redis.call('LINDEX', line, 0) == ARGV[2] then
  local sharers = {}
  for _, id in ipairs(redis.call('LRANGE', line, 1, -1)) do
    local key = ARGV[6] .. id
    -- One that waited longer than it could has expired for its readers already.
    if redis.call('HGET', key, 'status') == 'running' then
      redis.call('HSET', key, 'outcomeOf', ARGV[2])
      finish(key, id)
      sharers[#sharers + 1] = id
    end
  end
  -- Kept until their ends are recorded too.
  if #sharers > 0 then
    redis.call('HSET', KEYS[1], 'sharers', table.concat(sharers, ' '))
    forgetAt(KEYS[1], ARGV[2], now + tonumber(ARGV[8]) + SHARED_LONGER_MS)
  end
  redis.call('DEL', line)
  -- What no worker began was read by nobody.
  if ARGV[3] == 'succeeded' and startedAt then
    redis.call('SET', KEYS[6] .. ':' .. generation, ARGV[2] .. ' ' .. startedAt, 'PX', ARGV[7])
  end
  return {'finished', '', sharers, ran}
end
-- What was read before may be so no longer, whatever became of the change.
if not generation and status ~= 'queued' then redis.call('INCR', KEYS[5]) end
redis.call('LREM', line, 0, ARGV[2])
local heir, held = firstOf(line, ARGV[6])
if not heir or redis.call('HEXISTS', ARGV[6] .. heir, 'inLine') == 0 then return {'finished', '', {}, ran} end
-- Whoever looks for what runs and is in no queue finds it, should nobody begin it now.
if held == 'running' then redis.call('ZADD', KEYS[3], now, heir) end
return {'finished', heir, {}, ran}
`;

/** KEYS job. ARGV channel, id, field, value ('' = the time). Notes something about a job that has not ended. */
const NOTE = `${NOW}${IS_OPEN}${CHANGED}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
if not isOpen(status, verifyUntil) then return status or 'missing' end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4] == '' and now or ARGV[4])
changed(KEYS[1], ARGV[2])
return status
`;

/**
 * KEYS job, generation. ARGV channel, id, outcome, verify within ms. The outcome of a job that runs is not known: it is verified again.
 * Answers the ms that are left for it (none: it is over, or the job has ended), and whether this is the first doubt.
 */
const DOUBT = `${NOW}${IS_OPEN}${CHANGED}${STATUS_LIST}${SET_STATUS}
local status, verifyUntil = unpack(redis.call('HMGET', KEYS[1], 'status', 'verifyUntil'))
-- Who asked for the end of a job does not want to wait for the truth about it.
local isCancelled = redis.call('HEXISTS', KEYS[1], 'cancelRequestedAt') == 1
if not isOpen(status, verifyUntil) or isCancelled then return {0, 0} end
local over = tonumber(verifyUntil or now + ARGV[4])
if over <= now then return {0, 0} end
setStatus(KEYS[1], ARGV[2], 'unknown')
redis.call('HSET', KEYS[1], 'outcome', ARGV[3], 'verifyUntil', over)
changed(KEYS[1], ARGV[2])
-- It may have happened all the same.
redis.call('INCR', KEYS[2])
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
const LEAVE_LINE = `${CHANGED}
if redis.call('HDEL', KEYS[1], 'inLine', 'envelope') > 0 then changed(KEYS[1], ARGV[2]) end
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    jobAccept(
      numberOfKeys: number,
      ...args: string[]
    ): Result<[string, string, string?, string?, number?, string?, number?], Context>;
    jobClaim(...args: string[]): Result<[string, number, number, number?, number?], Context>;
    jobFinish(...args: string[]): Result<[string, string, string[]?, (number | null)?], Context>;
    jobDoubt(...args: string[]): Result<[number, number], Context>;
    jobLeaveLine(...args: string[]): Result<null, Context>;
    jobNote(...args: string[]): Result<string, Context>;
    jobClock(...args: string[]): Result<[string, string], Context>;
    jobSettle(...args: string[]): Result<null, Context>;
  }
}

/** Teaches a connection the atomic steps of a job's life. */
export function defineJobScripts(redis: RedisClient): RedisClient {
  redis.defineCommand('jobAccept', { lua: ACCEPT });
  redis.defineCommand('jobClaim', { numberOfKeys: 4, lua: CLAIM });
  redis.defineCommand('jobFinish', { numberOfKeys: 6, lua: FINISH });
  redis.defineCommand('jobDoubt', { numberOfKeys: 2, lua: DOUBT });
  redis.defineCommand('jobLeaveLine', { numberOfKeys: 1, lua: LEAVE_LINE });
  redis.defineCommand('jobNote', { numberOfKeys: 1, lua: NOTE });
  redis.defineCommand('jobClock', { numberOfKeys: 1, lua: CLOCK });
  redis.defineCommand('jobSettle', { numberOfKeys: 1, lua: SETTLE });
  return redis;
}

import { CALL_BACK, FIRST, IS_OPEN, NOW } from './script-parts.js';
import { ENLIST, FORGET_AT, SET_STATUS } from './status-index.js';

/**
 * KEYS job, waiting, all, of the place, of the requester, last position, idempotency, line, generation, latest reading.
 * ARGV channel, id, accepted, member, start within ms, where else it is listed, fingerprint ('' = no key), keep key ms, on conflict ('' = a
 * read), key of a job before its id, greatest age of a reading in ms ('' = of any that is under way), wished
 * notAfter ('' = start within ms from now), how far ahead it may lie in ms, keep ms, key of due callbacks before their receiver.
 *
 * A change stands in the line of its target. A read stands in the line of those that want to know the same: the first reads for
 * all. The generation of a domain counts what may have changed there: nobody is told what was read before the last change.
 */
export const ACCEPT = `${NOW}${IS_OPEN}${FIRST}${SET_STATUS}${ENLIST}${FORGET_AT}${CALL_BACK}
if ARGV[7] ~= '' then
  local known = redis.call('GET', KEYS[7])
  if known then return {'known', known} end
end
-- A connection that lost the answer sends the command again: it is the same job, not one that is in its own way.
if redis.call('EXISTS', KEYS[1]) == 1 then
  local kept = redis.call('HMGET', KEYS[1], 'createdAt', 'notAfter', 'fence', 'inLine', 'generation', 'outcomeOf')
  return {'accepted', kept[1], kept[2], kept[3] or '', kept[4] and 1 or 0, kept[5] or '', kept[6] and 1 or 0}
end
local notAfter = now + tonumber(ARGV[5])
if ARGV[12] ~= '' then
  notAfter = tonumber(ARGV[12])
  if not (notAfter and notAfter > now and notAfter <= now + tonumber(ARGV[13])) then return {'untimely', tostring(now)} end
end
local isRead, line, generation, source = ARGV[9] == '', KEYS[8], '', false
if isRead then
  generation = redis.call('GET', KEYS[9]) or '0'
  line = KEYS[8] .. ':' .. generation
end
local holder, held = firstOf(line, ARGV[10])
if holder and ARGV[9] == 'reject' then return {'busy', holder} end
if isRead and ARGV[11] ~= '' then
  local since = now - tonumber(ARGV[11])
  local id, at = string.match(redis.call('GET', KEYS[10] .. ':' .. generation) or '', '^(%S+) (%d+)$')
  if id and tonumber(at) >= since and redis.call('HGET', ARGV[10] .. id, 'status') == 'succeeded' then source = id end
  -- What is under way was begun too long ago for this caller: whoever comes from now on shares a younger one.
  if not source and held == 'running' and tonumber(redis.call('HGET', ARGV[10] .. holder, 'startedAt')) < since then
    generation = tostring(redis.call('INCR', KEYS[9]))
    line = KEYS[8] .. ':' .. generation
    held = nil
  end
end
local position = math.max(us, tonumber(redis.call('GET', KEYS[6]) or '0') + 1)
local score = string.format('%.0f', position)
redis.call('SET', KEYS[6], score)
local status = source and 'succeeded' or (isRead and held == 'running') and 'running' or 'queued'
redis.call('HSET', KEYS[1], 'accepted', ARGV[3], 'createdAt', now, 'notAfter', notAfter, 'revision', 1)
enlist(KEYS[1], ARGV[4], score, cjson.decode(ARGV[6]))
setStatus(KEYS[1], ARGV[2], status)
if status == 'queued' then redis.call('ZADD', KEYS[2], notAfter, ARGV[2]) else redis.call('HSET', KEYS[1], 'startedAt', now) end
for list = 3, 5 do
  redis.call('ZADD', KEYS[list], score, ARGV[4])
end
if ARGV[7] ~= '' then redis.call('SET', KEYS[7], ARGV[7] .. ' ' .. ARGV[4], 'PX', ARGV[8]) end
if source then
  redis.call('HSET', KEYS[1], 'finishedAt', now, 'outcomeOf', source)
  forgetAt(KEYS[1], ARGV[2], now + tonumber(ARGV[14]))
  forgetAt(ARGV[10] .. source, source, now + tonumber(ARGV[14]) + SHARED_LONGER_MS)
  callBack(KEYS[1], ARGV[2], ARGV[15], ARGV[14])
  return {'accepted', tostring(now), tostring(notAfter), '', 0, generation, 1}
end
local isInLine = redis.call('RPUSH', line, ARGV[2]) > 1
redis.call('HSET', KEYS[1], isRead and 'generation' or 'fence', isRead and generation or score)
if isInLine then redis.call('HSET', KEYS[1], 'inLine', 1) end
return {'accepted', tostring(now), tostring(notAfter), isRead and '' or score, isInLine and 1 or 0, generation, 0}
`;

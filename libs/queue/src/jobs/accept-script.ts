import { CALL_BACK, FIRST, IS_OPEN, NOW } from './script-parts.js';
import { FORGET_AT, STATUS_LIST } from './status-index.js';

/**
 * KEYS job, waiting, last position, idempotency, line, generation, latest reading, places, places of the requester, then each list that
 * has the member.
 * ARGV channel, id, accepted, member, cell, place, start within ms, fingerprint ('' = no key), keep key ms, on conflict ('' = a
 * read), key of a job before its id, greatest age of a reading in ms ('' = of any that is under way), wished
 * notAfter ('' = start within ms from now), how far ahead it may lie in ms, keep ms, key of due callbacks before their receiver.
 *
 * A change stands in the line of its target. A read stands in the line of those that want to know the same: the first reads for
 * all. The generation of a domain counts what may have changed there: nobody is told what was read before the last change.
 *
 * The record is written by one command: each costs more than what it writes.
 */
export const ACCEPT = `${NOW}${IS_OPEN}${FIRST}${STATUS_LIST}${FORGET_AT}${CALL_BACK}
local FIRST_LIST = 10
local job, id, member = KEYS[1], ARGV[2], ARGV[4]
if ARGV[8] ~= '' then
  local known = redis.call('GET', KEYS[4])
  if known then return {'known', known} end
end
-- A connection that lost the answer sends the command again: it is the same job, not one that is in its own way.
if redis.call('EXISTS', job) == 1 then
  local kept = redis.call('HMGET', job, 'createdAt', 'notAfter', 'fence', 'inLine', 'generation', 'outcomeOf')
  return {'accepted', kept[1], kept[2], kept[3] or '', kept[4] and 1 or 0, kept[5] or '', kept[6] and 1 or 0}
end
local notAfter = now + tonumber(ARGV[7])
if ARGV[13] ~= '' then
  notAfter = tonumber(ARGV[13])
  if not (notAfter and notAfter > now and notAfter <= now + tonumber(ARGV[14])) then return {'untimely', tostring(now)} end
end
local isRead, line, generation, source = ARGV[10] == '', KEYS[5], '', false
if isRead then
  generation = redis.call('GET', KEYS[6]) or '0'
  line = line .. ':' .. generation
end
local holder, held = firstOf(line, ARGV[11])
if holder and ARGV[10] == 'reject' then return {'busy', holder} end
if isRead and ARGV[12] ~= '' then
  local since = now - tonumber(ARGV[12])
  local latest, at = string.match(redis.call('GET', KEYS[7] .. ':' .. generation) or '', '^(%S+) (%d+)$')
  if latest and tonumber(at) >= since and redis.call('HGET', ARGV[11] .. latest, 'status') == 'succeeded' then source = latest end
  -- What is under way was begun too long ago for this caller: whoever comes from now on shares a younger one.
  if not source and held == 'running' and tonumber(redis.call('HGET', ARGV[11] .. holder, 'startedAt')) < since then
    generation = tostring(redis.call('INCR', KEYS[6]))
    line = KEYS[5] .. ':' .. generation
    held = nil
  end
end
local isInLine = not source and redis.call('RPUSH', line, id) > 1
local position = string.format('%.0f', math.max(us, tonumber(redis.call('GET', KEYS[3]) or '0') + 1))
redis.call('SET', KEYS[3], position)
local status = source and 'succeeded' or (isRead and held == 'running') and 'running' or 'queued'
local record = {'accepted', ARGV[3], 'createdAt', now, 'notAfter', notAfter, 'revision', 1, 'cell', ARGV[5], 'position', position,
  'status', status}
local function note(field, value)
  record[#record + 1] = field
  record[#record + 1] = value
end
if status == 'queued' then redis.call('ZADD', KEYS[2], notAfter, id) else note('startedAt', now) end
if isInLine then note('inLine', 1) end
if source then
  note('finishedAt', now)
  note('outcomeOf', source)
else
  note(isRead and 'generation' or 'fence', isRead and generation or position)
end
redis.call('HSET', job, unpack(record))
for list = FIRST_LIST, #KEYS do redis.call('ZADD', KEYS[list], position, member) end
redis.call('ZADD', statusList(job, id, ARGV[5], status), position, id)
redis.call('SADD', KEYS[8], ARGV[6])
redis.call('SADD', KEYS[9], ARGV[6])
if ARGV[8] ~= '' then redis.call('SET', KEYS[4], ARGV[8] .. ' ' .. member, 'PX', ARGV[9]) end
if source then
  forgetAt(job, id, now + tonumber(ARGV[15]))
  forgetAt(ARGV[11] .. source, source, now + tonumber(ARGV[15]) + SHARED_LONGER_MS)
  callBack(job, id, ARGV[16], ARGV[15])
end
return {'accepted', tostring(now), tostring(notAfter), (isRead or source) and '' or position, isInLine and 1 or 0, generation, source and 1 or 0}
`;

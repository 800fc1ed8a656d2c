import type { Result } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/**
 * Looks at jobs in the order of their positions, however many lists they stand in. `query` is a `Search` in JSON; entries of
 * which no record is left are taken out of their list on the way.
 */
const LOOK = `
local query = cjson.decode(ARGV[1])
local clock = redis.call('TIME')
local now = math.floor(tonumber(clock[1]) * 1000 + tonumber(clock[2]) / 1000)

local function sizeOf(lists)
  local size = 0
  for _, list in ipairs(lists) do size = size + redis.call('ZCOUNT', list[1], query.least, query.most) end
  return size
end

-- All of them hold every job that is wanted: the least that must be looked through is enough.
local function shortest()
  local best, least
  for _, lists in ipairs(query.alternatives) do
    local size = sizeOf(lists)
    if not least or size < least then best, least = lists, size end
  end
  return best
end

local function range(list, count)
  if query.isNewestFirst then
    return redis.call('ZREVRANGEBYSCORE', list[1], query.most, query.least, 'WITHSCORES', 'LIMIT', 0, count)
  end
  return redis.call('ZRANGEBYSCORE', list[1], query.least, query.most, 'WITHSCORES', 'LIMIT', 0, count)
end

local function isBefore(one, other)
  if query.isNewestFirst then return one.at > other.at end
  return one.at < other.at
end

-- The next entries of all lists together. Of more lists than that, only those with the first heads can have any of them.
local function nextOf(lists, count)
  local heads, entries, known = {}, {}, {}
  for _, list in ipairs(lists) do
    local head = range(list, 1)
    if head[1] then heads[#heads + 1] = {at = tonumber(head[2]), list = list} end
  end
  table.sort(heads, isBefore)
  for number = 1, math.min(#heads, count) do
    local list = heads[number].list
    local found = range(list, count)
    for place = 1, #found, 2 do
      local entry, score = found[place], found[place + 1]
      local member = list[2] == '' and entry or list[2] .. '/' .. entry
      if not known[member] then
        known[member] = true
        entries[#entries + 1] = {at = tonumber(score), score = score, member = member, list = list[1], entry = entry}
      end
    end
  end
  table.sort(entries, isBefore)
  return entries
end

local function mayBeSeen(place, member)
  if not query.places or query.places[place] then return true end
  return query.ownPlaces[place] and redis.call('ZSCORE', query.own, member)
end

-- The status of a job as its record reads, if the job is wanted.
local function wantedStatus(found)
  local zone, id = string.match(found.member, '^([^/]*)/(.*)$')
  local fields = redis.call('HMGET', query.zones .. zone .. ':job:' .. id, 'status', 'notAfter', 'cell')
  local status, notAfter, cell = fields[1], fields[2], fields[3]
  if not status then redis.call('ZREM', found.list, found.entry) end
  if not status or not cell then return nil end
  if status == 'queued' and now > tonumber(notAfter) then status = 'expired' end
  local place, operation = string.match(cell, '^(.*)/([^/]*)$')
  if query.statuses and not query.statuses[status] then return nil end
  if query.operations and not query.operations[operation] then return nil end
  if not mayBeSeen(zone .. '/' .. place, found.member) then return nil end
  for _, list in ipairs(query.alsoIn) do
    if not redis.call('ZSCORE', list .. zone .. '/' .. place, found.member) then return nil end
  end
  return status
end

-- Calls take for each job that is wanted until it answers true. Answers where it stopped for want of budget, else ''.
local function look(take)
  local lists, left = shortest(), query.budget
  while true do
    local entries = nextOf(lists, query.batch)
    for number = 1, math.min(#entries, query.batch) do
      local status = wantedStatus(entries[number])
      if status and take(entries[number], status) then return '' end
    end
    if #entries < query.batch then return '' end
    left = left - query.batch
    local last = entries[query.batch].score
    if left <= 0 then return last end
    if query.isNewestFirst then query.most = '(' .. last else query.least = '(' .. last end
  end
end
`;

/** KEYS any of ours. ARGV query. Answers where it stopped for want of budget ('': it did not), then members and positions. */
const LIST = `${LOOK}
local found = {''}
found[1] = look(function(entry)
  found[#found + 1] = entry.member
  found[#found + 1] = entry.score
  return #found > 2 * query.wanted
end)
return found
`;

/**
 * KEYS any of ours. ARGV query, in which `sums` has lists by status that are wanted whole. Answers whether the budget was enough,
 * then statuses and how many jobs each has.
 */
const COUNT = `${LOOK}
local counts = {}
for status, lists in pairs(query.sums) do counts[status] = sizeOf(lists) end
local stopped = look(function(_, status) counts[status] = (counts[status] or 0) + 1 end)
local answer = {stopped == '' and 1 or 0}
for status, count in pairs(counts) do
  answer[#answer + 1] = status
  answer[#answer + 1] = count
end
return answer
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    jobList(...args: string[]): Result<string[], Context>;
    jobCount(...args: string[]): Result<[number, ...(string | number)[]], Context>;
  }
}

/** Teaches a connection to look for jobs. */
export function defineListScripts(redis: RedisClient): RedisClient {
  redis.defineCommand('jobList', { numberOfKeys: 1, lua: LIST });
  redis.defineCommand('jobCount', { numberOfKeys: 1, lua: COUNT });
  return redis;
}

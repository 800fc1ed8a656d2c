import type { Result } from 'ioredis';
import type { RedisClient } from '../redis/redis-client.js';

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
  local best, least = query.alternatives[1], nil
  if #query.alternatives == 1 then return best end
  for _, lists in ipairs(query.alternatives) do
    local size = sizeOf(lists)
    if not least or size < least then best, least = lists, size end
  end
  return best
end

-- Goes on to the next entry of a list; answers whether there is one. The next few are read at once.
local function advance(stream, count)
  stream.place = stream.place + 2
  if stream.place > #stream.found then
    local least, most, last = query.least, query.most, stream.score and '(' .. stream.score
    if query.isNewestFirst then
      stream.found = redis.call('ZREVRANGEBYSCORE', stream.list, last or most, least, 'WITHSCORES', 'LIMIT', 0, count)
    else
      stream.found = redis.call('ZRANGEBYSCORE', stream.list, last or least, most, 'WITHSCORES', 'LIMIT', 0, count)
    end
    stream.place = 1
  end
  stream.entry, stream.score = stream.found[stream.place], stream.found[stream.place + 1]
  stream.at = tonumber(stream.score)
  return stream.entry ~= nil
end

local function isBefore(one, other)
  if query.isNewestFirst then return one.at > other.at end
  return one.at < other.at
end

-- The lists that have anything, as a heap by their heads.
local function open(lists)
  local streams = {}
  for _, list in ipairs(lists) do
    local stream = {list = list[1], zone = list[2], found = {}, place = -1}
    if advance(stream, 1) then streams[#streams + 1] = stream end
  end
  table.sort(streams, isBefore)
  return streams
end

-- Takes the first entry off the heap: its list goes on, or is never asked again.
local function drop(streams)
  if not advance(streams[1], 10) then
    streams[1] = streams[#streams]
    streams[#streams] = nil
  end
  local at = 1
  while true do
    local first = at
    for child = 2 * at, math.min(2 * at + 1, #streams) do
      if isBefore(streams[child], streams[first]) then first = child end
    end
    if first == at then return end
    streams[at], streams[first] = streams[first], streams[at]
    at = first
  end
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

-- Calls take for each job that is wanted until it answers true. Answers where it stopped for want of budget, else ''. A list
-- costs of it as much as an entry.
local function look(take)
  local lists = shortest()
  local left, known, last = math.max(query.budget - #lists, query.leastLook), {}, ''
  local streams = open(lists)
  while streams[1] do
    if left <= 0 then return last end
    local first = streams[1]
    local member = first.zone == '' and first.entry or first.zone .. '/' .. first.entry
    local found = {list = first.list, entry = first.entry, member = member, score = first.score}
    if not known[member] then
      known[member] = true
      local status = wantedStatus(found)
      if status and take(found, status) then return '' end
    end
    left, last = left - 1, first.score
    drop(streams)
  end
  return ''
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

/** KEYS any of ours. ARGV query. Answers where it stopped for want of budget ('': it did not), then statuses and counts. */
const COUNT = `${LOOK}
local counts, answer = {}, {''}
answer[1] = look(function(_, status) counts[status] = (counts[status] or 0) + 1 end)
for status, count in pairs(counts) do
  answer[#answer + 1] = status
  answer[#answer + 1] = count
end
return answer
`;

/** KEYS any of ours. ARGV bounds, lists. Answers how many entries each list has between them. */
const SIZES = `
local sizes = {}
for number = 3, #ARGV do sizes[number - 2] = redis.call('ZCOUNT', ARGV[number], ARGV[1], ARGV[2]) end
return sizes
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    jobList(...args: string[]): Result<string[], Context>;
    jobCount(...args: string[]): Result<[string, ...(string | number)[]], Context>;
    jobSizes(...args: string[]): Result<number[], Context>;
  }
}

/** Teaches a connection to look for jobs. */
export function defineListScripts(redis: RedisClient): RedisClient {
  redis.defineCommand('jobList', { numberOfKeys: 1, lua: LIST });
  redis.defineCommand('jobCount', { numberOfKeys: 1, lua: COUNT });
  redis.defineCommand('jobSizes', { numberOfKeys: 1, lua: SIZES });
  return redis;
}

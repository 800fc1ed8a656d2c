/**
 * The one way in which a script gives a job a status, for in the same step the job moves between the lists by status: it stands
 * in the list of its cell (trigram, domain, environment, operation) and status, and in no other. The keys are made here out of
 * the key of the record, so that they stand under its zone, which is all that a worker may touch.
 */
export const SET_STATUS = `
local function setStatus(job, id, status)
  local cell, position, former = unpack(redis.call('HMGET', job, 'cell', 'position', 'status'))
  redis.call('HSET', job, 'status', status)
  if not cell then return end
  local lists = string.sub(job, 1, -#id - 5) .. 'cell:' .. cell .. '/'
  if former then redis.call('ZREM', lists .. former, id) end
  redis.call('ZADD', lists .. status, position, id)
end
`;

/**
 * Notes, in a script, when a job that has ended may be forgotten. Its time begins with its end: no run is too long for it. One whose reading
 * others were told is kept a while longer than them: their records have its outcome.
 */
export const FORGET_AT = `
local SHARED_LONGER_MS = 60000
local function forgetAt(job, id, ms)
  redis.call('ZADD', string.sub(job, 1, -#id - 5) .. 'ended', string.format('%.0f', ms), id)
end
`;

/**
 * Puts, in a script, a new job into the lists by which it is looked for. `index` has the texts of its cell and place, and the
 * keys of its lists and of the sets of places.
 */
export const ENLIST = `
local function enlist(job, member, position, index)
  redis.call('HSET', job, 'cell', index.cell, 'position', position)
  for _, list in ipairs(index.lists) do redis.call('ZADD', list, position, member) end
  for _, places in ipairs(index.places) do redis.call('SADD', places, index.place) end
end
`;

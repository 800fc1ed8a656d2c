/**
 * The list by status that a job stands in: that of its cell (trigram, domain, environment, operation) and status. The key is made
 * here out of the key of the record, so that it stands under its zone, which is all that a worker may touch.
 */
export const STATUS_LIST = `
local function statusList(job, id, cell, status)
  return string.sub(job, 1, -#id - 5) .. 'cell:' .. cell .. '/' .. status
end
`;

/**
 * The one way in which a script gives a job another status, for in the same step the job moves between the lists by status: it
 * stands in one of them, and in no other. Wants STATUS_LIST.
 */
export const SET_STATUS = `
local function setStatus(job, id, status)
  local cell, position, former = unpack(redis.call('HMGET', job, 'cell', 'position', 'status'))
  redis.call('HSET', job, 'status', status)
  if not cell then return end
  if former then redis.call('ZREM', statusList(job, id, cell, former), id) end
  redis.call('ZADD', statusList(job, id, cell, status), position, id)
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

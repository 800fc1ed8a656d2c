/** Redis' clock in microseconds; every time that matters is read here, never from a process' own clock. */
export const NOW = `
local clock = redis.call('TIME')
local us = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local now = math.floor(us / 1000)
`;

/** Whether a job has not ended, by its status and its verifyUntil. */
export const IS_OPEN = `
local function isOpen(status, verifyUntil)
  return status == 'queued' or status == 'running' or (status == 'unknown' and verifyUntil ~= false)
end
`;

/** Tells that a record changed: KEYS[1], or one of another job by its key and id. */
export const CHANGED = `
local function changed(key, id)
  redis.call('HINCRBY', key, 'revision', 1)
  redis.call('PUBLISH', ARGV[1], id)
end
`;

/**
 * Who stands first in a line, and its status: whoever has ended, or can no longer begin, stands there no more. Wants NOW and
 * IS_OPEN; `jobs` is the key of a job before its id.
 */
export const FIRST = `
local function firstOf(line, jobs)
  local first = redis.call('LINDEX', line, 0)
  while first do
    local status, verifyUntil, notAfter = unpack(redis.call('HMGET', jobs .. first, 'status', 'verifyUntil', 'notAfter'))
    local isLate = status == 'queued' and tonumber(notAfter) < now
    if isOpen(status, verifyUntil) and not isLate then return first, status end
    redis.call('LPOP', line)
    first = redis.call('LINDEX', line, 0)
  end
  return false
end
`;

/** What is published among the events of a zone, instead of the id of a job, where a callback is to be tried. */
export const CALLBACK_DUE = 'callback due';

/**
 * Hands a job that ends over for its callback in the same step: none is lost, whatever dies. Most jobs have none. Wants NOW; `due`
 * is the key of due callbacks before their receiver.
 */
export const CALL_BACK = `
local function callBack(key, id, due, keepMs)
  local accepted = redis.call('HGET', key, 'accepted')
  local callback = accepted and string.find(accepted, '"callback":', 1, true) and cjson.decode(accepted)['callback']
  if not callback then return end
  redis.call('ZADD', due .. callback['receiver'], now, id)
  redis.call('PEXPIRE', due .. callback['receiver'], keepMs)
  redis.call('PUBLISH', ARGV[1], '${CALLBACK_DUE}')
end
`;

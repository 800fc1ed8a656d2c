import type { Result } from 'ioredis';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { JobRecord } from './job.js';
import { memberOf } from './job-member.js';
import { cellText, type JobPlace, objectOf, placeText, splitPlace } from './job-place.js';
import type { JobRecords } from './job-records.js';
import { NOW } from './script-parts.js';

/** What is remembered of forgotten jobs is kept by weeks, and ends week by week. */
const PERIOD_MS = 604_800_000;

/**
 * KEYS job, ended, of the cell and status, all, of the place, of the requester, of the login, of the object, places, places of
 * the requester, forgotten. ARGV id, member, place, id in bytes, who could see it, remember ms (0 = not at all). Forgets a job
 * whose time is over: record and entries in one step.
 */
const FORGET = `${NOW}
local due = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not due or tonumber(due) > now then return 0 end
for list = 2, 3 do redis.call('ZREM', KEYS[list], ARGV[1]) end
for list = 4, 8 do redis.call('ZREM', KEYS[list], ARGV[2]) end
redis.call('DEL', KEYS[1])
if redis.call('EXISTS', KEYS[5]) == 0 then redis.call('SREM', KEYS[9], ARGV[3]) end
if redis.call('EXISTS', KEYS[6]) == 0 then redis.call('DEL', KEYS[10]) end
if tonumber(ARGV[6]) > 0 then
  redis.call('HSET', KEYS[11], ARGV[4], ARGV[5])
  redis.call('PEXPIRE', KEYS[11], ARGV[6])
end
return 1
`;

/** KEYS job, ended. ARGV id, key of a cell before its text. Drops a record that tells nothing true, and what is counted of it. */
const DISCARD = `
local cell, status = unpack(redis.call('HMGET', KEYS[1], 'cell', 'status'))
if cell and status then redis.pcall('ZREM', ARGV[2] .. cell .. '/' .. status, ARGV[1]) end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[1])
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    jobForget(...args: (string | Buffer)[]): Result<number, Context>;
    jobDiscard(...args: string[]): Result<null, Context>;
  }
}

/** What is still known of a job whose record is kept no longer: who could see it. */
export interface ForgottenJob {
  requestedBy: { subject: string };
  target: JobPlace;
}

/**
 * Forgets jobs some time after they have ended, and remembers for longer that they were there, and who could see them: as little
 * as is needed to tell them "gone" and everybody else nothing.
 */
export class JobRetention {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly records: Pick<JobRecords, 'findMany'>,
    private readonly rememberedForMs: number,
  ) {
    redis.defineCommand('jobForget', { numberOfKeys: 11, lua: FORGET });
    redis.defineCommand('jobDiscard', { numberOfKeys: 2, lua: DISCARD });
  }

  /** Forgets up to so many jobs of a zone whose time is over, the oldest first; answers how many. */
  async forget(zone: string, limit: number): Promise<number> {
    const ended = this.keys.ended(zone);
    const ids = await this.redis.zrangebyscore(ended, '-inf', Date.now(), 'LIMIT', 0, limit);
    const jobs = await this.records.findMany(ids.map((id) => ({ zone, id })));
    const forgotten = await Promise.all(jobs.map((job) => this.forgetOne(job)));
    // A record that is not there any more, or tells of another job, can be forgotten no better. Other lists mend themselves.
    const strange = ids.filter((id) => !jobs.some((job) => job.id === id));
    await Promise.all(
      strange.map((id) => this.redis.jobDiscard(this.keys.job(zone, id), ended, id, this.keys.cells(zone))),
    );
    return strange.length + forgotten.reduce((sum, count) => sum + count, 0);
  }

  /** What is remembered of a job that was forgotten; undefined for one that was never there, or longer ago. */
  async find(id: string): Promise<ForgottenJob | undefined> {
    const last = periodOf(Date.now());
    const periods = Math.ceil(this.rememberedForMs / PERIOD_MS) + 1;
    // One more than now, for a clock that went back.
    const keys = Array.from({ length: periods + 1 }, (_, ago) => this.keys.forgotten(last + 1 - ago, id));
    const found = await Promise.all(keys.map((key) => this.redis.hget(key, bytesOf(id) as unknown as string)));
    const text = found.find((answer) => answer !== null);
    if (!text) return undefined;
    const at = text.indexOf(' ');
    return { target: splitPlace(text.slice(0, at)), requestedBy: { subject: text.slice(at + 1) } };
  }

  private forgetOne(job: JobRecord): Promise<number> {
    const { id, target, operation, requestedBy, status } = job;
    const { zone } = target;
    const place = placeText(target);
    return this.redis.jobForget(
      this.keys.job(zone, id),
      this.keys.ended(zone),
      this.keys.cell(zone, cellText(target, operation), status),
      this.keys.allJobs(),
      this.keys.jobsOfPlace(place),
      this.keys.jobsOfRequester(requestedBy.subject),
      this.keys.jobsOfLogin(requestedBy.login, place),
      this.keys.jobsOfObject(objectOf(job), place),
      this.keys.places(),
      this.keys.placesOfRequester(requestedBy.subject),
      this.keys.forgotten(periodOf(Date.now()), id),
      id,
      memberOf(target, id),
      place,
      bytesOf(id),
      `${place} ${requestedBy.subject}`,
      String(this.rememberedForMs),
    );
  }
}

const periodOf = (ms: number): number => Math.floor(ms / PERIOD_MS);

/** A UUID takes 16 bytes, and 36 as text. */
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

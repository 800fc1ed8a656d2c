import type { QueueKeys } from '../keys.js';
import { answerOf } from '../redis/pipeline-answer.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { JobRecord } from './job.js';
import { iso, standsAt, toRecord } from './job-of-hash.js';
import { defineJobScripts } from './job-scripts.js';
import { withOutcomes } from './shared-outcomes.js';

const MAX_ZONES_KNOWN = 50_000;
/** More jobs than the workers of a zone can have. */
const MAX_LOOKED_AT = 2_000;

/** The jobs of a zone that have not ended. `oldestWaitingSince` is ISO 8601 by Redis' clock. */
export interface Backlog {
  waiting: number;
  running: number;
  oldestWaitingSince?: string;
}

/** Reads the records of jobs. Rejects with Redis' errors. */
export class JobRecords {
  protected readonly redis: RedisClient;
  private readonly zoneOf = new Map<string, string>();

  constructor(
    redis: RedisClient,
    protected readonly keys: QueueKeys,
    private readonly zones: readonly string[],
  ) {
    this.redis = defineJobScripts(redis);
  }

  /** The record of a job, or undefined. A queued job past its `notAfter` reads as expired even if nobody wrote so yet. */
  async find(id: string): Promise<JobRecord | undefined> {
    const known = this.zoneOf.get(id);
    const zones = known ? [known] : this.zones;
    const hashes = await Promise.all(zones.map((zone) => this.redis.hgetall(this.keys.job(zone, id))));
    const at = hashes.findIndex(({ accepted }) => accepted !== undefined);
    if (!hashes[at]) return undefined;
    const [hash = {}] = await withOutcomes(this.redis, this.keys, [{ zone: zones[at] ?? '', hash: hashes[at] }]);
    this.rememberZone(id, zones[at] ?? '');
    // Only a queued job needs the clock: has it expired?
    const job = toRecord(hash, hash['status'] === 'queued' ? await this.now() : 0);
    return job && standsAt(job, { zone: zones[at] ?? '', id });
  }

  /** A job never changes its zone, and whoever polls it asks often. */
  private rememberZone(id: string, zone: string): void {
    if (this.zoneOf.size >= MAX_ZONES_KNOWN) this.zoneOf.clear();
    this.zoneOf.set(id, zone);
  }

  /** The records of several jobs in one round trip; unknown ones are left out. */
  async findMany(refs: readonly { zone: string; id: string }[]): Promise<JobRecord[]> {
    const pipeline = this.redis.pipeline().time();
    for (const { zone, id } of refs) pipeline.hgetall(this.keys.job(zone, id));
    const [clock, ...hashes] = (await pipeline.exec()) ?? [];
    const now = toMs(answerOf(clock) as string[]);
    const found = refs.map(({ zone }, index) => ({ zone, hash: answerOf(hashes[index]) as Record<string, string> }));
    const jobs = (await withOutcomes(this.redis, this.keys, found)).map((hash) => toRecord(hash, now));
    return refs.flatMap((ref, index) => standsAt(jobs[index], ref) ?? []);
  }

  /** Ids of queued jobs of a zone that are past their `notAfter`. */
  async overdue(zone: string, limit: number): Promise<string[]> {
    const now = await this.now();
    return this.redis.zrangebyscore(this.keys.waiting(zone), '-inf', now, 'LIMIT', 0, limit);
  }

  /** Ids of queued jobs of a zone that may still begin, the most urgent first. */
  async waiting(zone: string, limit: number): Promise<string[]> {
    return this.redis.zrangebyscore(this.keys.waiting(zone), await this.now(), '+inf', 'LIMIT', 0, limit);
  }

  /** Ids of jobs of a zone that were claimed more than `agoMs` ago and have not ended. */
  async runningSince(zone: string, agoMs: number, limit: number): Promise<string[]> {
    const before = (await this.now()) - agoMs;
    return this.redis.zrangebyscore(this.keys.running(zone), '-inf', before, 'LIMIT', 0, limit);
  }

  /** How many jobs of a zone have an unknown outcome that is verified again; no more than `MAX_LOOKED_AT` are looked at. */
  async inDoubt(zone: string): Promise<number> {
    const ids = await this.redis.zrangebyscore(this.keys.running(zone), '-inf', '+inf', 'LIMIT', 0, MAX_LOOKED_AT);
    const pipeline = this.redis.pipeline();
    for (const id of ids) pipeline.hexists(this.keys.job(zone, id), 'verifyUntil');
    return ((await pipeline.exec()) ?? []).filter((answer) => answerOf(answer) === 1).length;
  }

  /** How many jobs of a zone wait and run; one that is past its `notAfter` waits for nothing any more. */
  async backlog(zone: string): Promise<Backlog> {
    const now = await this.now();
    const waitingKey = this.keys.waiting(zone);
    const [waiting, running, [oldest]] = await Promise.all([
      this.redis.zcount(waitingKey, now, '+inf'),
      this.redis.zcard(this.keys.running(zone)),
      this.redis.zrangebyscore(waitingKey, now, '+inf', 'LIMIT', 0, 1),
    ]);
    const createdAt = oldest && (await this.redis.hget(this.keys.job(zone, oldest), 'createdAt'));
    return { waiting, running, ...(createdAt && { oldestWaitingSince: iso(createdAt) }) };
  }

  /** Redis' clock, in milliseconds. */
  async now(): Promise<number> {
    return toMs(await this.redis.jobClock(this.keys.lastPosition()));
  }
}

/** Redis' TIME: seconds and microseconds. */
const toMs = ([seconds, micros]: readonly (string | number)[]): number =>
  Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);

import type { Envelope, SignedJob } from '../bull/envelope.js';
import type { ZoneQueues } from '../bull/queues.js';
import type { EndedJob, JobRecord } from '../jobs/job.js';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { lineNameOf, readingNameOf } from './line-name.js';

/** Where a queued change stands among those of its target. */
export interface PlaceInLine {
  /** How many are to begin before it. */
  position: number;
  /** The id of the one that has the target. */
  holder: string;
}

/** What is needed of a job to find its line. */
type StandingJob = EndedJob & Pick<JobRecord, 'generation'>;

/**
 * The lines of changes, one for each service and repository: who stands first has the target, from accept to end, whatever dies
 * meanwhile, for a job that was begun ends only by a truth about it. And the lines of reads that want to know the same: who
 * stands first reads for all.
 */
export class TargetLines {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly queues: ZoneQueues,
  ) {}

  /** Keeps what Bull will carry until the turn of the job comes; and lets it begin, if that was a moment ago. */
  async wait(job: StandingJob, envelope: Envelope): Promise<void> {
    const { id, target } = job;
    await this.redis.hset(this.keys.job(target.zone, id), 'envelope', JSON.stringify(envelope));
    if ((await this.firstOf(job)) === id) {
      await this.promote(target.zone, id);
    }
  }

  /** The id of the change that has the target of a job now, if one has it. */
  async firstOf(job: StandingJob): Promise<string | undefined> {
    return (await this.redis.lindex(this.lineOf(job), 0)) ?? undefined;
  }

  /** Puts a job on its queue whose turn has come; nothing happens to one that is there, or has begun or ended. */
  async promote(zone: string, id: string): Promise<void> {
    const key = this.keys.job(zone, id);
    const [status, isInLine, text] = await this.redis.hmget(key, 'status', 'inLine', 'envelope');
    if ((status !== 'queued' && status !== 'running') || !isInLine || !text) return;
    const envelope = JSON.parse(text) as Envelope;
    const { operation } = JSON.parse(envelope.job) as SignedJob;
    await this.queues.get(zone)?.add(operation, envelope, { jobId: id });
    await this.redis.jobLeaveLine(key, this.keys.events(zone), id);
  }

  /** The ids of the jobs in the line of a job's target, whether it stands there or not; some may have ended meanwhile. */
  idsOf(job: StandingJob): Promise<string[]> {
    return this.redis.lrange(this.lineOf(job), 0, -1);
  }

  /** Where a job stands; undefined where it waits for nobody. */
  async placeOf(job: StandingJob): Promise<PlaceInLine | undefined> {
    const line = await this.idsOf(job);
    const position = line.indexOf(job.id);
    const [holder] = line;
    return position > 0 && holder ? { position, holder } : undefined;
  }

  private lineOf(job: StandingJob): string {
    const name = job.kind === 'change' ? lineNameOf(job) : `${readingNameOf(job)}:${job.generation}`;
    return this.keys.line(job.target.zone, name);
  }
}

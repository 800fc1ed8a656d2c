import type { Envelope, SignedJob } from './envelope.js';
import type { AcceptedJob } from './job.js';
import type { QueueKeys } from './keys.js';
import { lineNameOf } from './line-name.js';
import type { ZoneQueues } from './queues.js';
import type { RedisClient } from './redis-client.js';

/** Where a queued change stands among those of its target. */
export interface PlaceInLine {
  /** How many are to begin before it. */
  position: number;
  /** The id of the one that has the target. */
  holder: string;
}

/**
 * The lines of changes: one for each service and repository. Who stands first has the target, from accept to end, whatever dies
 * meanwhile: a job that was begun ends only by a truth about it.
 */
export class TargetLines {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly queues: ZoneQueues,
  ) {}

  /** Keeps what Bull will carry until the turn of the job comes; and lets it begin, if that was a moment ago. */
  async wait(job: Pick<AcceptedJob, 'id' | 'target'>, envelope: Envelope): Promise<void> {
    const { id, target } = job;
    await this.redis.hset(this.keys.job(target.zone, id), 'envelope', JSON.stringify(envelope));
    if ((await this.firstOf(job)) === id) {
      await this.promote(target.zone, id);
    }
  }

  /** The id of the change that has the target of a job now, if one has it. */
  async firstOf(job: Pick<AcceptedJob, 'target'>): Promise<string | undefined> {
    const line = this.keys.line(job.target.zone, lineNameOf(job));
    return (await this.redis.lindex(line, 0)) ?? undefined;
  }

  /** Puts a job on its queue whose turn has come; nothing happens to one that is there, or has begun or ended. */
  async promote(zone: string, id: string): Promise<void> {
    const key = this.keys.job(zone, id);
    const [status, isInLine, text] = await this.redis.hmget(key, 'status', 'inLine', 'envelope');
    if (status !== 'queued' || !isInLine || !text) return;
    const envelope = JSON.parse(text) as Envelope;
    const { operation } = JSON.parse(envelope.job) as SignedJob;
    await this.queues.get(zone)?.add(operation, envelope, { jobId: id });
    await this.redis.jobLeaveLine(key, this.keys.events(zone), id);
  }

  /** Where a job stands; undefined where it waits for nobody. */
  async placeOf(job: Pick<AcceptedJob, 'id' | 'target'>): Promise<PlaceInLine | undefined> {
    const line = await this.redis.lrange(this.keys.line(job.target.zone, lineNameOf(job)), 0, -1);
    const position = line.indexOf(job.id);
    const [holder] = line;
    return position > 0 && holder ? { position, holder } : undefined;
  }
}

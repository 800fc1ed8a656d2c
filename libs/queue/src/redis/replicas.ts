import type { AcceptedJob } from '../jobs/job.js';
import type { QueueKeys } from '../keys.js';
import { answerOf } from './pipeline-answer.js';
import type { RedisClient } from './redis-client.js';

/** A fast answer is worth more to the caller than a slow replica: the request can be repeated. */
const WAIT_MS = 200;

type StoredJob = Pick<AcceptedJob, 'id' | 'target'>;

/** The replicas that must have a job before it counts as accepted; with 0, none is asked. */
export class Replicas {
  constructor(
    private readonly wanted: number,
    private readonly keys: QueueKeys,
  ) {}

  /** Resolves when they have the record and the Bull job; rejects where they are too few. */
  assertQueued({ id, target: { zone } }: StoredJob, redis: RedisClient): Promise<void> {
    return this.assertHave([this.keys.job(zone, id), this.keys.bullJob(zone, id)], redis);
  }

  /** The same for the record alone: Bull keeps no job for ever. */
  assertRecorded({ id, target: { zone } }: StoredJob, redis: RedisClient): Promise<void> {
    return this.assertHave([this.keys.job(zone, id)], redis);
  }

  /**
   * In one round trip to one server. WAIT counts what this connection wrote to this server, while others wrote the record, and
   * a connection may have moved to a new primary that never had the job. So look there, write something after it, then wait.
   */
  private async assertHave(stored: readonly string[], redis: RedisClient): Promise<void> {
    if (this.wanted === 0) return;
    const pipeline = redis.pipeline().exists(...stored);
    const answers = await pipeline.set(this.keys.confirmed(), '1').wait(this.wanted, WAIT_MS).exec();
    const [found, , copies] = (answers ?? []).map(answerOf);
    if (found !== stored.length) throw new Error('Redis does not have the job: a failover lost it');
    if (!(Number(copies) >= this.wanted)) throw new Error(`only ${copies} replicas have the job`);
  }
}

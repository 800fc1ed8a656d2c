import { createLogger, Secret } from '#libs/platform';
import { JobProducer } from '../bull/job-producer.js';
import type { ZoneQueues } from '../bull/queues.js';
import type { AcceptedJob, FinalStatus } from '../jobs/job.js';
import { JobEndings } from '../jobs/job-endings.js';
import { JobStore } from '../jobs/job-store.js';
import { QueueKeys } from '../keys.js';
import { TargetLines } from '../lines/target-lines.js';
import type { RedisClient } from '../redis/redis-client.js';
import { Replicas } from '../redis/replicas.js';

/** What stands in for Bull: the ids of jobs in the order in which it got them. */
export class FakeBull {
  readonly queued: string[] = [];
  refuses = false;

  queues(redis: RedisClient): ZoneQueues {
    const add = async (_name: string, _data: unknown, { jobId }: { jobId: string }) => {
      if (this.refuses) throw new Error('Bull is away');
      this.queued.push(jobId);
    };
    const getJob = async (id: string) => (this.queued.includes(id) ? {} : null);
    return new Map([['docker', { add, getJob, client: redis }]]) as unknown as ZoneQueues;
  }
}

/** What accepts, queues and ends jobs of the zone docker, with a real Redis; its keys begin with `t`. */
export function queueParts(redis: RedisClient, startWithinMs = 60_000) {
  const keys = new QueueKeys('t');
  const bull = new FakeBull();
  const queues = bull.queues(redis);
  const times = { startWithinMs, keptForMs: 600_000, verifyWithinMs: 60_000 };
  const store = new JobStore(redis, keys, ['docker'], times);
  const lines = new TargetLines(redis, keys, queues);
  const zoneKeys = new Map([['docker', [new Secret('k'.repeat(32))]]]);
  const producer = new JobProducer({ store, queues, zoneKeys, replicas: new Replicas(0, keys), lines });
  const endings = new JobEndings(store, lines, createLogger('test', 'silent'));
  const queue = (job: AcceptedJob) => producer.submit(job, { onConflict: 'queue' });
  const end = (job: AcceptedJob, status: FinalStatus = 'succeeded') => endings.finish(job, status, {});
  return { keys, bull, store, lines, producer, endings, queue, end };
}

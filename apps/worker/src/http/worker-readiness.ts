import { type AuditTrail, checkAudit } from '#libs/audit';
import { isAnswering, type RedisClient } from '#libs/queue';
import type { QueueConsumer } from '../queue-consumer.js';

/** What is looked at. */
export interface ReadinessParts {
  redis: RedisClient;
  audit: Pick<AuditTrail, 'probe' | 'state'>;
  consumer: Pick<QueueConsumer, 'isRunning'>;
  zones: readonly string[];
}

interface Check {
  status: 'up' | 'down';
  detail?: string;
}

/** Whether the worker serves its zones now. */
export interface WorkerReadiness {
  status: 'ready' | 'not ready';
  zones: readonly string[];
  redis: Check;
  audit: Check;
  consumer: Check;
}

const checked = (isUp: boolean, detail: string): Check => (isUp ? { status: 'up' } : { status: 'down', detail });

/** Looks whether the worker can do its work: Redis answers, records can be kept, and it takes jobs. */
export async function checkReadiness({ redis, audit, consumer, zones }: ReadinessParts): Promise<WorkerReadiness> {
  const [hasRedis, records] = await Promise.all([isAnswering(redis), checkAudit(audit, 'no change is begun')]);
  const isReady = hasRedis && records.status === 'up' && consumer.isRunning;
  return {
    status: isReady ? 'ready' : 'not ready',
    zones,
    redis: checked(hasRedis, 'Redis does not answer'),
    audit: records,
    consumer: checked(consumer.isRunning, 'no jobs are taken: the worker begins or ends'),
  };
}

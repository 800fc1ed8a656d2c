import { randomUUID } from 'node:crypto';
import type { AcceptedJob, JobStatus, JobTarget } from '../jobs/job.js';
import { JobStore } from '../jobs/job-store.js';
import { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';

const AT_ONCE = 250;
const TIMES = { startWithinMs: 3_600_000, keptForMs: 604_800_000, verifyWithinMs: 900_000 };
const OPERATIONS = ['integration-service.get', 'sessions.list', 'repositories.list'] as const;
const LOGINS = ['alice', 'bob', 'mae-batch', 'carol', 'rcr-batch'];

/** A job to be, in the state that it is to be left in. */
export interface JobWish extends Partial<Omit<AcceptedJob, 'target'>> {
  target: Pick<JobTarget, 'domain' | 'environment' | 'trigram' | 'host' | 'zone'> & Partial<JobTarget>;
  status: JobStatus;
}

/** Puts jobs into a Redis by the scripts of the API itself, past Bull: no worker is told of them. */
export class ManyJobs {
  private readonly store: JobStore;

  constructor(redis: RedisClient, prefix: string, zones: readonly string[]) {
    this.store = new JobStore(redis, new QueueKeys(prefix), zones, TIMES);
  }

  async add({ status, target, ...over }: JobWish): Promise<string> {
    const job: AcceptedJob = {
      id: randomUUID(),
      operation: 'integration-service.get',
      kind: 'read',
      input: { ...target },
      target,
      requestedBy: { subject: 'alice', login: 'alice' },
      correlationId: randomUUID(),
      ...over,
    };
    const { notAfter } = (await this.store.accept(job, { onConflict: 'queue' })) as { notAfter: string };
    if (status !== 'queued' && status !== 'expired') await this.store.claim({ ...job, notAfter }, 'w1');
    if (status === 'running') await this.store.progress(target.zone, job.id, 'asks the domain');
    if (status !== 'queued' && status !== 'running') await this.store.finish(job, status, outcomeOf(job, status));
    return job.id;
  }

  /** So many ended jobs about services of some places. */
  async fill(count: number, places: readonly JobWish['target'][]): Promise<void> {
    for (let at = 0; at < count; at += AT_ONCE) {
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, index) => this.add(ended(at + index, places))),
      );
    }
  }
}

function ended(number: number, places: readonly JobWish['target'][]): JobWish {
  const target = places[Math.floor(number / 10) % places.length] as JobWish['target'];
  const login = LOGINS[number % LOGINS.length] as string;
  const status = number % 97 === 0 ? 'unknown' : number % 13 === 0 ? 'failed' : 'succeeded';
  return {
    operation: OPERATIONS[number % OPERATIONS.length] as string,
    target: { ...target, service: `INT_${target.trigram}_${String(number % 8).padStart(2, '0')}` },
    requestedBy: { subject: login, login },
    status,
  };
}

function outcomeOf({ correlationId, target, operation }: AcceptedJob, status: JobStatus) {
  const number = Number(target.service?.slice(-2) ?? 0);
  const reading = { enabled: number !== 3, alive: number !== 3 && number !== 5, readAt: new Date().toISOString() };
  if (status === 'succeeded')
    return {
      result: operation === 'integration-service.get' ? { name: target.service, ...reading } : { sessions: [] },
    };
  const [code, detail] =
    status === 'unknown'
      ? ([
          'OUTCOME_UNKNOWN',
          'The stop was begun and nobody could say how it ended. Read the state of the service.',
        ] as const)
      : (['HOST_UNREACHABLE', `The host ${target.host} cannot be reached. Try again later.`] as const);
  return {
    error: { type: 'about:blank', title: 'Failed', status: 503, detail, code, retryable: false, correlationId },
  };
}

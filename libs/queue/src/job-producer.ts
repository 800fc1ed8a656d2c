import type { Queue } from 'bull';
import { AppError } from '#libs/platform';
import { sealEnvelope } from './envelope.js';
import type { AcceptedJob, JobRecord } from './job.js';
import type { JobStore } from './job-store.js';
import type { ZoneQueues } from './queues.js';
import { asking, withinTime } from './redis.js';
import type { Replicas } from './replicas.js';
import type { ZoneKeys } from './settings.js';

/** The caller's key and the hash of what was asked with it. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/** An accepted job; `isReplay` where an earlier request with the same key had made it. */
export interface Submission {
  job: JobRecord;
  isReplay: boolean;
}

const UNSURE = 'The queue did not confirm the job; it may exist. Repeat the request with the same Idempotency-Key.';

/**
 * Puts jobs on the queue of their zone.
 *
 * Resolves only when the record and the Bull job are stored (and, if so set, on replicas). Rejects with
 * `QUEUE_UNAVAILABLE` within two seconds when Redis says nothing: the job may then exist, and a repeat with the same
 * idempotency key finds it. A key used for another request is `IDEMPOTENCY_KEY_REUSED`.
 */
export class JobProducer {
  constructor(
    private readonly store: JobStore,
    private readonly queues: ZoneQueues,
    private readonly zoneKeys: ZoneKeys,
    private readonly replicas: Replicas,
  ) {}

  async submit(job: AcceptedJob, idempotency?: Idempotency): Promise<Submission> {
    return asking(UNSURE, () => withinTime(this.put(job, idempotency)));
  }

  /** The answer to a request whose key was used before; undefined for a new key. Rejects as `submit` does. */
  async replayOf(subject: string, idempotency: Idempotency): Promise<Submission | undefined> {
    return asking(UNSURE, async () => {
      const known = await this.store.findByKey(subject, idempotency.key);
      return known && withinTime(this.replay(known.id, known.fingerprint, idempotency));
    });
  }

  /**
   * Takes a job that has ended before any worker began it out of Bull. Where that does not succeed it does no harm: a worker
   * that gets such a job finds it ended.
   */
  async withdraw({ id, target: { zone } }: Pick<JobRecord, 'id' | 'target'>): Promise<void> {
    const queued = await this.queues.get(zone)?.getJob(id);
    await queued?.remove();
    await this.store.settle(zone, id);
  }

  /** Puts a running job that Bull has lost or given up back on its queue; its gate makes a second delivery harmless. */
  async revive(job: JobRecord): Promise<boolean> {
    const lost = await this.queues.get(job.target.zone)?.getJob(job.id);
    if (lost && !(await lost.isFailed()) && !(await lost.isCompleted())) return false;
    await lost?.remove();
    await this.add(job, job.notAfter);
    return true;
  }

  private async put(job: AcceptedJob, idempotency?: Idempotency): Promise<Submission> {
    const acceptance = await this.store.accept(job, idempotency);
    if (acceptance.kind === 'known') return this.replay(acceptance.id, acceptance.fingerprint, idempotency);
    const { createdAt, notAfter } = acceptance;
    await this.add(job, notAfter);
    return { job: { ...job, status: 'queued', createdAt, notAfter, revision: 1 }, isReplay: false };
  }

  private async replay(id: string, fingerprint: string, idempotency?: Idempotency): Promise<Submission> {
    if (fingerprint !== idempotency?.fingerprint) {
      throw new AppError(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another request: take a new one.',
      );
    }
    const job = await this.store.find(id);
    if (!job) throw new AppError('JOB_NOT_FOUND', 'The job of this Idempotency-Key is no longer kept.');
    // The first request may have died between record and queue; Bull keeps one job an id, so adding again is harmless.
    if (job.status === 'queued') await this.add(job, job.notAfter);
    else await this.replicas.assertRecorded(job, this.queueOf(job.target.zone).client);
    return { job, isReplay: true };
  }

  private queueOf(zone: string): Queue {
    const queue = this.queues.get(zone);
    if (!queue) throw new AppError('QUEUE_UNAVAILABLE', `There is no queue for zone ${zone}.`);
    return queue;
  }

  private async add(job: AcceptedJob, notAfter: string): Promise<void> {
    const { id, operation, kind, input, target, requestedBy, correlationId } = job;
    const signed = { id, operation, kind, input, target, requestedBy, correlationId, notAfter };
    const queue = this.queueOf(target.zone);
    await queue.add(operation, sealEnvelope(signed, this.zoneKeys), { jobId: id });
    await this.replicas.assertQueued(job, queue.client);
  }
}

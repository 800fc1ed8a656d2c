import type { Queue } from 'bull';
import { AppError, crashPoint, within } from '#libs/platform';
import type { AcceptedJob, JobRecord } from '../jobs/job.js';
import type { Idempotency, JobStore, Terms } from '../jobs/job-store.js';
import { TargetBusy } from '../lines/target-busy.js';
import type { TargetLines } from '../lines/target-lines.js';
import { asking, withinTime } from '../redis/redis.js';
import type { Replicas } from '../redis/replicas.js';
import type { ZoneKeys } from '../settings.js';
import { type Envelope, sealEnvelope } from './envelope.js';
import type { ZoneQueues } from './queues.js';

/** An accepted job; `isReplay` where an earlier request with the same key had made it. */
export interface Submission {
  job: JobRecord;
  isReplay: boolean;
}

const UNSURE = 'The queue did not confirm the job; it may exist. Repeat the request with the same Idempotency-Key.';

/** What the producer works with. */
export interface ProducerParts {
  store: JobStore;
  queues: ZoneQueues;
  zoneKeys: ZoneKeys;
  replicas: Replicas;
  lines: TargetLines;
}

/**
 * Puts jobs on the queue of their zone.
 *
 * Resolves only when the record and the Bull job are stored (and, if so set, on replicas). Rejects with
 * `QUEUE_UNAVAILABLE` within two seconds when Redis says nothing: the job may then exist, and a repeat with the same
 * idempotency key finds it. A key used for another request is `IDEMPOTENCY_KEY_REUSED`; a change whose target another has is
 * `TargetBusy`, unless it may wait.
 */
export class JobProducer {
  constructor(private readonly parts: ProducerParts) {}

  async submit(job: AcceptedJob, terms: Terms = {}): Promise<Submission> {
    return asking(UNSURE, () => withinTime(this.put(job, terms)));
  }

  /** The answer to a request whose key was used before; undefined for a new key. Rejects as `submit` does. */
  async replayOf(subject: string, idempotency: Idempotency): Promise<Submission | undefined> {
    return asking(UNSURE, async () => {
      const known = await this.parts.store.findByKey(subject, idempotency.key);
      return known && withinTime(this.replay(known.id, known.fingerprint, idempotency));
    });
  }

  /**
   * Takes a job that has ended before any worker began it out of Bull. Where that does not succeed it does no harm: a worker
   * that gets such a job finds it ended.
   */
  async withdraw({ id, target: { zone } }: Pick<JobRecord, 'id' | 'target'>): Promise<void> {
    const queued = await this.parts.queues.get(zone)?.getJob(id);
    await queued?.remove();
    await this.parts.store.settle(zone, id);
  }

  /** Does what accepting a queued change should have done: whoever accepted it may have died, or lost Redis, in between. */
  async ensureQueued(job: JobRecord): Promise<void> {
    if (job.isInLine || !(await this.queueOf(job.target.zone).getJob(job.id))) await this.enqueue(job);
  }

  /** Puts a running job that Bull has lost or given up back on its queue; its gate makes a second delivery harmless. */
  async revive(job: JobRecord): Promise<boolean> {
    const lost = await this.parts.queues.get(job.target.zone)?.getJob(job.id);
    if (lost && !(await lost.isFailed()) && !(await lost.isCompleted())) return false;
    await lost?.remove();
    await this.add(job);
    return true;
  }

  private async put(job: AcceptedJob, terms: Terms): Promise<Submission> {
    const accept = () => this.parts.store.accept(job, terms);
    const acceptance = await (terms.span ? within(terms.span.child('accept job'), accept) : accept());
    if (acceptance.kind === 'busy') throw new TargetBusy(acceptance.holder);
    if (acceptance.kind === 'known') return this.replay(acceptance.id, acceptance.fingerprint, terms.idempotency);
    crashPoint('api.accept.after');
    const { kind: _, isTold, ...accepted } = acceptance;
    const record: JobRecord = { status: 'queued', revision: 1, ...job, ...accepted };
    if (isTold) await this.parts.replicas.assertRecorded(record, this.queueOf(job.target.zone).client);
    else await this.enqueue(record);
    crashPoint('api.add.after');
    const isShared = isTold || (record.isInLine && record.kind === 'read');
    return { job: (isShared && (await this.parts.store.find(job.id))) || record, isReplay: false };
  }

  private async replay(id: string, fingerprint: string, idempotency?: Idempotency): Promise<Submission> {
    if (fingerprint !== idempotency?.fingerprint) {
      throw new AppError(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another request: take a new one.',
      );
    }
    const job = await this.parts.store.find(id);
    if (!job) throw new AppError('JOB_NOT_FOUND', 'The job of this Idempotency-Key is no longer kept.');
    // The first request may have died between record and queue; Bull keeps one job an id, so adding again is harmless.
    if (job.status === 'queued') await this.enqueue(job);
    else await this.parts.replicas.assertRecorded(job, this.queueOf(job.target.zone).client);
    return { job, isReplay: true };
  }

  private queueOf(zone: string): Queue {
    const queue = this.parts.queues.get(zone);
    if (!queue) throw new AppError('QUEUE_UNAVAILABLE', `There is no queue for zone ${zone}.`);
    return queue;
  }

  /** On its queue, or in the line of its target until its turn comes. */
  private async enqueue(job: JobRecord): Promise<void> {
    if (!job.isInLine) return this.add(job);
    await this.parts.lines.wait(job, this.seal(job));
    await this.parts.replicas.assertRecorded(job, this.queueOf(job.target.zone).client);
  }

  private async add(job: JobRecord): Promise<void> {
    const queue = this.queueOf(job.target.zone);
    await queue.add(job.operation, this.seal(job), { jobId: job.id });
    await this.parts.replicas.assertQueued(job, queue.client);
  }

  private seal({
    id,
    operation,
    kind,
    input,
    target,
    requestedBy,
    correlationId,
    traceparent,
    tracestate,
    reason,
    createdAt,
    notAfter,
    fence,
  }: JobRecord): Envelope {
    const signed = {
      id,
      operation,
      kind,
      input,
      target,
      requestedBy,
      correlationId,
      ...(traceparent && { traceparent }),
      ...(tracestate && { tracestate }),
      ...(reason && { reason }),
      createdAt,
      notAfter,
      ...(fence && { fence }),
    };
    return sealEnvelope(signed, this.parts.zoneKeys);
  }
}

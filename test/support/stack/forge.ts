import { createHmac } from 'node:crypto';
import Bull from 'bull';
import { waitFor } from '../wait-until.js';
import type { AuditRecord } from './audit-files.js';
import type { FOREIGN_ZONE, ZONE } from './estate.js';
import type { Stack } from './stack.js';

/** What Bull carries for a job. */
export interface Envelope {
  v: number;
  job: string;
  mac: string;
}

/** What a worker said to Bull. */
export interface Processed {
  status: string;
  code?: string;
}

type ZoneName = typeof ZONE | typeof FOREIGN_ZONE;

/** Somebody who can write to Redis, and who may have stolen a key. */
export class Forge {
  private readonly queues = new Map<ZoneName, Bull.Queue>();

  constructor(private readonly stack: Stack) {}

  /** Signs as the API does: without this, tests of what is signed, but wrong, would only test the signature. */
  seal(zone: ZoneName, job: object, keyOf: ZoneName = zone): Envelope {
    const text = JSON.stringify(job);
    const key = this.stack.apps.zoneKeys[keyOf];
    return { v: 1, job: text, mac: createHmac('sha256', key).update(`etlaas:1:${zone}\n`).update(text).digest('hex') };
  }

  /** The envelope of a job that the API queued. */
  async envelopeOf(zone: ZoneName, id: string): Promise<Envelope> {
    return (await this.queue(zone).getJob(id))?.data as Envelope;
  }

  /** Puts data into a queue under an id, in place of what stood there, and resolves with what a worker made of it. */
  async put(zone: ZoneName, id: string, data: unknown): Promise<Processed> {
    await (await this.queue(zone).getJob(id))?.remove();
    const job = await this.queue(zone).add('integration-service.stop', data, { jobId: id });
    return (await job.finished()) as Processed;
  }

  /** The record of a job, field by field; `settled` once Bull is done with it. */
  recordKey(zone: ZoneName, id: string): string {
    return `etlaas:zone:${zone}:job:${id}`;
  }

  /** Resolves when the worker has noted that Bull is done with a job. */
  async settled(zone: ZoneName, id: string): Promise<void> {
    const { client } = this.stack.parts.redis;
    await waitFor('Bull is done with the job', () => client.hexists(this.recordKey(zone, id), 'settled'));
  }

  /** The audit records of refusals under an id, at least `count` of them. */
  refusals(id: string, count = 1): Promise<AuditRecord[]> {
    return waitFor('the refusal is audited', () => {
      const records = this.stack.audit.of(id, 'job.refused');
      return records.length >= count && records;
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(zone: ZoneName): Bull.Queue {
    const known =
      this.queues.get(zone) ?? new Bull(`informatica:${zone}`, this.stack.parts.redis.url, { prefix: 'etlaas:bull' });
    this.queues.set(zone, known);
    return known;
  }
}

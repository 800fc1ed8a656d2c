import { type AuditLog, Refusal, subjectOf } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { type CallerGrants, isOpsAdmin } from '#libs/permission';
import { asking, type JobProducer, type JobRecord, type JobStore, withinTime, type ZoneQueues } from '#libs/queue';
import { type Action, judge, type Verdict } from './harmless.js';

/** A button that somebody pressed. Queue and job are as the address names them. */
export interface Click {
  /** What it is about and the words of the board, such as `job.retry` or `queue.pause`. */
  name: string;
  queue: string;
  job: string;
  /** What it would do to one job; undefined for everything that is not done here at all. */
  action?: Action | undefined;
}

/** Who pressed it, under which correlation id. */
export interface Presser {
  caller: Caller;
  correlationId: string;
}

/** What the desk works with. */
export interface BoardDeskParts {
  queues: ZoneQueues;
  store: Pick<JobStore, 'find'>;
  producer: Pick<JobProducer, 'revive' | 'withdraw'>;
  grants: CallerGrants;
  audit: Pick<AuditLog, 'write' | 'writeOrNote'>;
}

interface Found extends Verdict {
  record?: JobRecord | undefined;
}

const AWAY = 'The queue did not say what it did. Look at the job before you try again.';
const NOT_LOST =
  'Nothing was done: the queue has the job again, and delivers it without help. It was put back meanwhile, perhaps by somebody else.';
const NOT_ADMIN = 'Only members of the ops-admin group may act at the queue board.';
const NEVER_DONE =
  'The board retries or removes one job at a time, where that is harmless, and does nothing else: whole queues and the data of jobs are not touched.';
const MAX_NAME = 128;

/** Does what a button of the board stands for, where that is harmless; records each click, before anything is done. */
export class BoardDesk {
  constructor(private readonly parts: BoardDeskParts) {}

  /** Rejects with `PERMISSION_DENIED` and the reason where it does nothing. */
  async press(click: Click, presser: Presser): Promise<void> {
    const { record, allowed, reason } = await this.judge(click, presser.caller);
    await this.record(click, presser, { allowed, reason });
    if (!allowed || !record) throw refusal(reason);
    const isDone = await asking(AWAY, () => withinTime(this.perform(click, record)));
    if (!isDone) throw refusal(NOT_LOST);
  }

  private async judge({ action, queue, job }: Click, { login }: Caller): Promise<Found> {
    if (!isOpsAdmin(await this.parts.grants.of(login, 'change'))) return { allowed: false, reason: NOT_ADMIN };
    if (!action) return { allowed: false, reason: NEVER_DONE };
    return asking(AWAY, () => withinTime(this.look(action, queue, job)));
  }

  private async look(action: Action, queueName: string, id: string): Promise<Found> {
    const [zone, queue] = [...this.parts.queues].find(([, one]) => one.name === queueName) ?? [];
    const known = await this.parts.store.find(id);
    const record = known?.target.zone === zone ? known : undefined;
    const state = record && (await (await queue?.getJob(id))?.getState());
    return { record, ...judge(action, record, state) };
  }

  /** Whether anything was done: between the look and this another may have retried the job. */
  private async perform({ action }: Click, record: JobRecord): Promise<boolean> {
    const { producer } = this.parts;
    // From our record: what Bull has of the job may not be ours.
    if (action !== 'remove') return producer.revive(record);
    await producer.withdraw(record);
    return true;
  }

  private record(click: Click, { caller, correlationId }: Presser, decision: Verdict): Promise<void> {
    const { audit } = this.parts;
    const [queue, job] = [click.queue.slice(0, MAX_NAME), click.job.slice(0, MAX_NAME)];
    const event = {
      event: 'board.acted',
      correlation_id: correlationId,
      response_message: decision.reason,
      subject: subjectOf(caller),
      decision,
      ...(job && { job_id: job }),
      details: { queue, job, action: click.name, allowed: decision.allowed },
    } as const;
    // What is refused needs no record to be refused.
    return decision.allowed ? audit.write(event) : audit.writeOrNote(event);
  }
}

const refusal = (reason: string): Refusal =>
  new Refusal({ code: 'PERMISSION_DENIED', message: reason }, { allowed: false, reason });

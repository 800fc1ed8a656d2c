import { type AuditDecision, Refusal } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { isOps } from '#libs/permission';
import { AppError } from '#libs/platform';
import { asking, type Callback, type CallbackStore, type JobRecord } from '#libs/queue';
import type { ApiRequest } from '../http/api-request.js';
import type { Estate } from '../inventory/estate.js';
import type { JobVisibility } from '../jobs/job-visibility.js';
import type { CallbackView } from './callback.view.js';
import type { Receivers } from './receivers.js';

const UNREADABLE = 'The records of callbacks cannot be read now. Ask again in a moment.';
const NOT_ALLOWED = 'operations do not allow its host now: it waits until they do';
const NOT_YOURS = 'Only who asked for the job, and ops, may have its end told again.';

type JobWithCallback = JobRecord & { callback: Callback };

/** What became of callbacks, for whoever may see their job; and once more, for its requester and ops. */
export class CallbackDesk {
  constructor(
    private readonly visibility: JobVisibility,
    private readonly estate: Estate,
    private readonly callbacks: CallbackStore,
    private readonly receivers: Receivers,
  ) {}

  read(id: string, caller: Caller): Promise<CallbackView> {
    return asking(UNREADABLE, async () => this.view(await this.find(id, caller)));
  }

  /** Begins the callback of an ended job anew. Of a job that has not ended there is nothing to tell yet, and nothing changes. */
  redeliver(id: string, request: ApiRequest): Promise<CallbackView> {
    return asking(UNREADABLE, async () => {
      const job = await this.find(id, request.caller);
      const decision = await this.assertMayRedeliver(job, request.caller);
      request.audited = { target: job.target, jobId: job.id, decision };
      this.receivers.accept(job.callback.url);
      if (job.finishedAt) await this.callbacks.again(job);
      return this.view(job);
    });
  }

  private async find(id: string, caller: Caller): Promise<JobWithCallback> {
    const job = await this.visibility.find(id, caller);
    if (job.callback) return job as JobWithCallback;
    throw new AppError('CALLBACK_NOT_FOUND', 'The job was submitted without a callbackUrl.');
  }

  private async view({ id, callback }: JobWithCallback): Promise<CallbackView> {
    const { state, tries, nextTryAt } = await this.callbacks.logOf(id);
    const isHeld = state === 'pending' && !this.receivers.mayReceive(callback);
    const { url } = callback;
    return { url, state, tries, ...(nextTryAt && { nextTryAt }), ...(isHeld && { fault: NOT_ALLOWED }) };
  }

  private async assertMayRedeliver({ requestedBy }: JobRecord, caller: Caller): Promise<AuditDecision> {
    if (requestedBy.subject === caller.subject) return { allowed: true, reason: 'requester' };
    const { grants, files } = await this.estate.basisOf(caller, 'change');
    if (isOps(grants)) return { allowed: true, reason: 'ops', files };
    throw new Refusal({ code: 'PERMISSION_DENIED', message: NOT_YOURS }, { allowed: false, reason: NOT_YOURS, files });
  }
}

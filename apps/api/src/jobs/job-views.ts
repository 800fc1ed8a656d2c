import type { Caller } from '#libs/auth';
import { isFinal, type JobRecord, type JobStore, type JobTarget, type TargetLines } from '#libs/queue';
import type { JobTargetView, JobView } from './job.view.js';
import type { JobVisibility } from './job-visibility.js';
import type { ZoneWatch } from './zone-watch.js';

type WaitingView = Pick<JobView, 'reasonWaiting' | 'queuePosition'>;

/** Redis was there for the job and is away for its line: that is no reason to show nothing of the job. */
const UNSEEN: WaitingView = { reasonWaiting: 'waits for another change of its target, which cannot be seen now' };

/** What whoever may not see the holder is told. */
export const SOMEBODY = {
  change: 'waits for another change of its target',
  read: 'shares the reading of another job',
} as const;

/** Makes what callers see of a job out of its record. */
export class JobViews {
  constructor(
    private readonly zones: ZoneWatch,
    private readonly lines: TargetLines,
    private readonly store: JobStore,
    private readonly visibility: Pick<JobVisibility, 'seen'>,
  ) {}

  /** As `viewer` may see it, which may see the job. Without one it is made for its requester, and names nobody else. */
  async view(job: JobRecord, viewer?: Caller): Promise<JobView> {
    const { id, operation, status, target, requestedBy, createdAt, startedAt, finishedAt, notAfter } = job;
    const waiting = status === 'queued' ? await this.waitingOf(job, viewer) : undefined;
    return {
      id,
      operation,
      status,
      target: targetView(target),
      requestedBy: { login: requestedBy.login, ...(requestedBy.clientId && { clientId: requestedBy.clientId }) },
      ...(job.reason && { reason: job.reason }),
      createdAt,
      ...(startedAt && { startedAt }),
      ...(finishedAt && { finishedAt }),
      notAfter,
      ...(job.verifyUntil && { verifyUntil: job.verifyUntil }),
      ...(job.cancelRequestedAt && { cancelRequestedAt: job.cancelRequestedAt }),
      ...(job.progress && { progress: job.progress }),
      ...waiting,
      ...(job.callback && { callbackUrl: job.callback.url }),
      ...(job.answeredBy && { answeredBy: job.answeredBy }),
      ...(job.sharedFrom && { sharedFrom: job.sharedFrom }),
      ...(job.result !== undefined && { result: job.result }),
      ...(job.error && { error: job.error }),
      links: linksOf(job),
    };
  }

  /** Why a queued job has not begun, and how many are to begin before it. */
  private async waitingOf(job: JobRecord, viewer?: Caller): Promise<WaitingView> {
    const inLine = job.isInLine ? await this.inLine(job, viewer).catch(() => UNSEEN) : undefined;
    return inLine ?? { reasonWaiting: await this.zones.reasonWaiting(job.target.zone) };
  }

  /** Undefined once its turn has come. */
  private async inLine(job: JobRecord, viewer?: Caller): Promise<WaitingView | undefined> {
    const place = await this.lines.placeOf(job);
    if (!place) return undefined;
    const holder = await this.seen(place.holder, job, viewer);
    const reasonWaiting = holder ? inWords(holder) : SOMEBODY[job.kind];
    return job.kind === 'change' ? { reasonWaiting, queuePosition: place.position } : { reasonWaiting };
  }

  /** Who stands before a job, where its viewer may see that one: owners of different trigrams may share a domain. */
  private async seen(id: string, { requestedBy }: JobRecord, viewer?: Caller): Promise<JobRecord | undefined> {
    if (viewer) return this.visibility.seen(id, viewer);
    const holder = await this.store.find(id);
    return holder?.requestedBy.subject === requestedBy.subject ? holder : undefined;
  }
}

/** Where a job acts, with the name of the object that it is about. */
export function targetView(target: JobTarget): JobTargetView {
  const name = target.service ?? target.repository;
  return Object.assign({}, target, name && { name });
}

/** What has the target, whose it is and since when. */
export const holderInWords = ({ operation, requestedBy, createdAt }: JobRecord): string =>
  `${operation} of ${requestedBy.login} since ${createdAt}`;

/** Who has the target, for whoever waits for it. */
export const inWords = (holder: JobRecord): string =>
  `${holder.kind === 'read' ? 'shares' : 'waits for'} ${holderInWords(holder)} (job ${holder.id})`;

/** Where the job can be read. */
export const jobPath = (id: string): string => `/v1/jobs/${id}`;

const linksOf = (job: JobRecord) => ({
  self: jobPath(job.id),
  ...(!isFinal(job) && { cancel: `${jobPath(job.id)}/cancel` }),
  events: `${jobPath(job.id)}/events`,
  ...(job.callback && { callback: `${jobPath(job.id)}/callback` }),
});

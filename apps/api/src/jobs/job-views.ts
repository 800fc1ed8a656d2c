import { isFinal, type JobRecord, type JobStore, type TargetLines } from '#libs/queue';
import type { JobView } from './job.view.js';
import type { ZoneWatch } from './zone-watch.js';

type WaitingView = Pick<JobView, 'reasonWaiting' | 'queuePosition'>;

/** Redis was there for the job and is away for its line: that is no reason to show nothing of the job. */
const UNSEEN: WaitingView = { reasonWaiting: 'waits for another change of its target, which cannot be seen now' };

/** Makes what callers see of a job out of its record. */
export class JobViews {
  constructor(
    private readonly zones: ZoneWatch,
    private readonly lines: TargetLines,
    private readonly store: JobStore,
  ) {}

  async view(job: JobRecord): Promise<JobView> {
    const { id, operation, status, target, requestedBy, createdAt, startedAt, finishedAt, notAfter } = job;
    const waiting = status === 'queued' ? await this.waitingOf(job) : undefined;
    const name = target.service ?? target.repository;
    return {
      id,
      operation,
      status,
      target: { ...target, ...(name && { name }) },
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
  private async waitingOf(job: JobRecord): Promise<WaitingView> {
    const inLine = job.isInLine ? await this.inLine(job).catch(() => UNSEEN) : undefined;
    return inLine ?? { reasonWaiting: await this.zones.reasonWaiting(job.target.zone) };
  }

  /** Undefined once its turn has come. */
  private async inLine(job: JobRecord): Promise<WaitingView | undefined> {
    const place = await this.lines.placeOf(job);
    if (!place) return undefined;
    const holder = await this.store.find(place.holder);
    const reasonWaiting = holder ? inWords(holder) : `waits for job ${place.holder}`;
    return job.kind === 'change' ? { reasonWaiting, queuePosition: place.position } : { reasonWaiting };
  }
}

/** What has the target, whose it is and since when. */
export const holderInWords = ({ operation, requestedBy, createdAt }: JobRecord): string =>
  `${operation} of ${requestedBy.login} since ${createdAt}`;

/** Who has the target, for whoever waits for it. */
export const inWords = (holder: JobRecord): string =>
  `${holder.kind === 'read' ? 'shares' : 'waits for'} ${holderInWords(holder)} (job ${holder.id})`;

/** Where the job can be read. */
export const jobPath = (id: string): string => `/v1/jobs/${id}`;

const linksOf = ({ id, callback, ...state }: JobRecord) => ({
  self: jobPath(id),
  ...(!isFinal(state) && { cancel: `${jobPath(id)}/cancel` }),
  events: `${jobPath(id)}/events`,
  ...(callback && { callback: `${jobPath(id)}/callback` }),
});

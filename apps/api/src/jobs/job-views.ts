import { isFinal, type JobRecord } from '#libs/queue';
import type { JobView } from './job.view.js';
import type { ZoneWatch } from './zone-watch.js';

/** Makes what callers see of a job out of its record. */
export class JobViews {
  constructor(private readonly zones: ZoneWatch) {}

  async view(job: JobRecord): Promise<JobView> {
    const { id, operation, status, target, requestedBy, createdAt, startedAt, finishedAt, notAfter } = job;
    const reasonWaiting = status === 'queued' ? await this.zones.reasonWaiting(target.zone) : undefined;
    const name = target.service ?? target.repository;
    return {
      id,
      operation,
      status,
      target: { ...target, ...(name && { name }) },
      requestedBy: { login: requestedBy.login, ...(requestedBy.clientId && { clientId: requestedBy.clientId }) },
      createdAt,
      ...(startedAt && { startedAt }),
      ...(finishedAt && { finishedAt }),
      notAfter,
      ...(job.cancelRequestedAt && { cancelRequestedAt: job.cancelRequestedAt }),
      ...(job.progress && { progress: job.progress }),
      ...(reasonWaiting && { reasonWaiting }),
      ...(job.answeredBy && { answeredBy: job.answeredBy }),
      ...(job.result !== undefined && { result: job.result }),
      ...(job.error && { error: job.error }),
      links: linksOf(job),
    };
  }
}

/** Where the job can be read. */
export const jobPath = (id: string): string => `/v1/jobs/${id}`;

const linksOf = ({ id, status }: JobRecord) => ({
  self: jobPath(id),
  ...(!isFinal(status) && { cancel: `${jobPath(id)}/cancel` }),
  events: `${jobPath(id)}/events`,
});

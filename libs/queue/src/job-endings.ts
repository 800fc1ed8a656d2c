import type { AppLogger } from '#libs/platform';
import type { FinalStatus, JobOutcome, JobStatus } from './job.js';
import type { EndedJob, Finish, JobStore } from './job-store.js';
import type { TargetLines } from './target-lines.js';

/** Ends jobs, and lets the next change of the same target begin. */
export class JobEndings {
  constructor(
    private readonly store: JobStore,
    private readonly lines: TargetLines,
    private readonly logger: AppLogger,
  ) {}

  /** Answers what this ended. That the next one could not be begun is only logged: the janitor looks again. */
  async finish(
    job: EndedJob,
    status: FinalStatus,
    outcome: JobOutcome,
    only?: JobStatus,
  ): Promise<Omit<Finish, 'heir'>> {
    const { heir, ...ended } = await this.store.finish(job, status, outcome, only);
    if (heir) {
      await this.lines
        .promote(job.target.zone, heir)
        .catch((err: Error) => this.logger.warn({ err: { message: err.message }, heir }, 'the next change waits'));
    }
    return ended;
  }
}

import { type AppLogger, crashPoint } from '#libs/platform';
import type { TargetLines } from '../lines/target-lines.js';
import type { EndedJob, FinalStatus, JobOutcome, JobStatus } from './job.js';
import type { JobStore } from './job-store.js';
import type { Finish } from './step-answers.js';

/** What one step ended: a job, and those that were told its reading. */
export interface JobEnd extends Pick<Finish, 'sharers' | 'ranMs'> {
  job: EndedJob;
  status: FinalStatus;
  outcome: JobOutcome;
}

/** Ends jobs, and lets the next change of the same target begin. */
export class JobEndings {
  constructor(
    private readonly store: JobStore,
    private readonly lines: TargetLines,
    private readonly logger: AppLogger,
    /**
     * Told of each end, by the process whose step it was: once among all processes, and never where that one dies between the step
     * and its answer.
     */
    private readonly onEnd: (end: JobEnd) => void = () => undefined,
  ) {}

  /** Answers what this ended. That the next one could not be begun is only logged: the janitor looks again. */
  async finish(
    job: EndedJob,
    status: FinalStatus,
    outcome: JobOutcome,
    only?: JobStatus,
  ): Promise<Omit<Finish, 'heir'>> {
    const { heir, ...ended } = await this.store.finish(job, status, outcome, only);
    crashPoint('worker.finish.after');
    if (ended.isEnded) this.onEnd({ job, status, outcome, ...ended });
    if (heir) await this.callIn(job.target.zone, heir);
    return ended;
  }

  /** Lets the next change of a target begin whose job has ended, in case that nobody lived to do so. */
  async passOn(job: EndedJob): Promise<void> {
    const heir = job.kind === 'change' ? await this.lines.firstOf(job).catch(() => undefined) : undefined;
    if (heir) await this.callIn(job.target.zone, heir);
  }

  private async callIn(zone: string, heir: string): Promise<void> {
    await this.lines
      .promote(zone, heir)
      .catch((err: Error) => this.logger.warn({ err: { message: err.message }, heir }, 'the next change waits'));
  }
}

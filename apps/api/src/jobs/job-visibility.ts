import type { Caller } from '#libs/auth';
import { decide, type Environment, isOps, mayReadTrigram } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { JobRecord, JobScope, JobStore } from '#libs/queue';
import type { Estate } from '../inventory/estate.js';

/** Who may see which job: its requester, everybody with permission on its trigram, and ops. */
export class JobVisibility {
  constructor(
    private readonly estate: Estate,
    private readonly store: JobStore,
  ) {}

  /** The job, or `JOB_NOT_FOUND` both where there is none and where the caller may not see it. */
  async find(id: string, caller: Caller): Promise<JobRecord> {
    const job = await this.store.find(id);
    if (job && (await this.maySee(job, caller))) return job;
    throw new AppError('JOB_NOT_FOUND', 'There is no such job, or you may not see it.');
  }

  /** The jobs that a caller may list. */
  async scopeOf(caller: Caller): Promise<JobScope> {
    const grants = await this.estate.grantsOf(caller);
    if (isOps(grants)) return { all: true };
    const { rules, nowMs } = this.estate.current;
    const trigrams = new Set(rules.rules.map(({ trigram }) => trigram));
    const readable = [...trigrams].filter((trigram) => mayReadTrigram(grants, rules, trigram, nowMs));
    return { subject: caller.subject, trigrams: readable };
  }

  /** Those of some jobs that the caller may see; a trigram may be readable in one environment only. */
  async visible(jobs: readonly JobRecord[], caller: Caller): Promise<JobRecord[]> {
    const seen = await Promise.all(jobs.map((job) => this.maySee(job, caller)));
    return jobs.filter((_, index) => seen[index]);
  }

  private async maySee({ requestedBy, target }: JobRecord, caller: Caller): Promise<boolean> {
    if (requestedBy.subject === caller.subject) return true;
    const grants = await this.estate.grantsOf(caller);
    const { rules, nowMs } = this.estate.current;
    const { trigram, domain } = target;
    const environment = target.environment as Environment;
    return isOps(grants) || decide({ grants, rules, trigram, domain, environment, level: 'read', nowMs }).allowed;
  }
}

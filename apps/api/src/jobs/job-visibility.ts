import { type AuditDecision, Refusal } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { decide, type Environment, isOps, mayReadTrigram } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { JobRecord, JobScope, JobStore } from '#libs/queue';
import type { Estate } from '../inventory/estate.js';

const NOT_FOUND = 'There is no such job, or you may not see it.';

/** Who may see which job: its requester, everybody with permission on its trigram, and ops. */
export class JobVisibility {
  constructor(
    private readonly estate: Estate,
    private readonly store: JobStore,
  ) {}

  /** The job, or `JOB_NOT_FOUND` both where there is none and where the caller may not see it. */
  async find(id: string, caller: Caller): Promise<JobRecord> {
    const job = await this.store.find(id);
    if (!job) throw new AppError('JOB_NOT_FOUND', NOT_FOUND);
    const hidden = await this.denialOf(job, caller);
    // The caller is told the same; only the record says which of the two it was.
    if (hidden) throw new Refusal({ code: 'JOB_NOT_FOUND', message: NOT_FOUND }, hidden);
    return job;
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
    const denials = await Promise.all(jobs.map((job) => this.denialOf(job, caller)));
    return jobs.filter((_, index) => !denials[index]);
  }

  /** Why the caller may not see a job; undefined where it may. */
  private async denialOf({ requestedBy, target }: JobRecord, caller: Caller): Promise<AuditDecision | undefined> {
    if (requestedBy.subject === caller.subject) return undefined;
    const { grants, files } = await this.estate.basisOf(caller, 'read');
    if (isOps(grants)) return undefined;
    const { rules, nowMs, hashes } = this.estate.current;
    const { trigram, domain } = target;
    const environment = target.environment as Environment;
    const { allowed, reason } = decide({ grants, rules, trigram, domain, environment, level: 'read', nowMs });
    return allowed ? undefined : { allowed, reason, files: { ...files, 'GCR.csv': hashes['GCR.csv'] } };
  }
}

import { type AuditDecision, Refusal } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { decide, type Environment, isOps } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { ForgottenJob, JobPlace, JobRecord, JobRetention, JobScope, JobStore } from '#libs/queue';
import type { Estate } from '../inventory/estate.js';

const GONE = 'The job ended so long ago that its record is kept no longer. Ask for the work again if it is needed.';
const NOT_FOUND = 'There is no such job, or you may not see it.';

/** Who may see which job: its requester, everybody with permission on its trigram, and ops. */
export class JobVisibility {
  constructor(
    private readonly estate: Estate,
    private readonly store: JobStore,
    private readonly retention: Pick<JobRetention, 'find'>,
  ) {}

  /**
   * The job, or `JOB_NOT_FOUND` both where there is none and where the caller may not see it. Whoever could see one that is kept
   * no longer is told so: `JOB_GONE`.
   */
  async find(id: string, caller: Caller): Promise<JobRecord> {
    const job = await this.store.find(id);
    const known = job ?? (await this.retention.find(id));
    if (!known) throw new AppError('JOB_NOT_FOUND', NOT_FOUND);
    const hidden = await this.denialOf(known, caller);
    // The caller is told the same; only the record says which of the two it was.
    if (hidden) throw new Refusal({ code: 'JOB_NOT_FOUND', message: NOT_FOUND }, hidden);
    if (!job) throw new AppError('JOB_GONE', GONE);
    return job;
  }

  /** A job that the caller was to be told of beside something else; undefined also where the caller may not see it. */
  async seen(id: string, caller: Caller): Promise<JobRecord | undefined> {
    const job = await this.store.find(id);
    return job && !(await this.denialOf(job, caller)) ? job : undefined;
  }

  /** The jobs that a caller may list. */
  async scopeOf(caller: Caller): Promise<JobScope> {
    const grants = await this.estate.grantsOf(caller);
    if (isOps(grants)) return { all: true };
    const { rules, nowMs } = this.estate.current;
    const canRead = ({ trigram, domain, environment }: JobPlace): boolean =>
      decide({ grants, rules, trigram, domain, environment: environment as Environment, level: 'read', nowMs }).allowed;
    return { subject: caller.subject, canRead };
  }

  /** Those of some jobs that the caller may see: lists are made by what workers of a zone may write, this by the records. */
  async visible(jobs: readonly JobRecord[], caller: Caller): Promise<JobRecord[]> {
    const denials = await Promise.all(jobs.map((job) => this.denialOf(job, caller)));
    return jobs.filter((_, index) => !denials[index]);
  }

  /** Why the caller may not see a job; undefined where it may. */
  private async denialOf({ requestedBy, target }: ForgottenJob, caller: Caller): Promise<AuditDecision | undefined> {
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

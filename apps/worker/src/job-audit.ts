import { type AuditDecision, type AuditLog, jobFacts, type Refusal } from '#libs/audit';
import { type AppError, type Problem, traced } from '#libs/platform';
import type { AcceptedJob, FinalStatus, JobOutcome, SignedJob } from '#libs/queue';

/** How a job ended, and by what right its change was begun. */
export interface Ending {
  status: FinalStatus;
  outcome: JobOutcome;
  decision?: AuditDecision | undefined;
  /** The job whose reading it was. */
  sharedFrom?: string;
}

/** The span of a wait for the disk. */
const COMMIT = 'commit audit';

/** The records that the worker owes for a job. Those of changes are durable before the next step; those of reads soon. */
export class JobAudit {
  constructor(private readonly log: AuditLog) {}

  /**
   * No durable record of its start, no command. One that only finds out what came of a change begins nothing: it is not kept from the
   * truth by a disk that takes no new changes.
   */
  async started(
    job: SignedJob,
    { isRedelivery, isVerified }: { isRedelivery: boolean; isVerified: boolean },
  ): Promise<void> {
    const response_message = `${job.operation} begins${isRedelivery ? ' again after a redelivery' : ''}`;
    const record = { event: 'job.started', ...jobFacts(job), response_message, details: { isRedelivery } } as const;
    if (job.kind !== 'change') this.log.note(record);
    else await traced(COMMIT, {}, () => (isVerified ? this.log.writeOrNote(record) : this.log.write(record)));
  }

  /** Written before anybody can read the outcome. A change that ended cannot be undone, so a full disk does not hide it. */
  async finished(job: AcceptedJob, { status: outcome, outcome: told, decision, sharedFrom }: Ending): Promise<void> {
    const { error, answeredBy } = told;
    // Not `detail`: it may quote what a command printed.
    const response_message = error ? `${error.code}: ${error.title}` : `${job.operation} ended`;
    const details = {
      ...(error && { code: error.code }),
      ...(answeredBy && { answeredBy }),
      ...(sharedFrom && { sharedFrom }),
    };
    const record = {
      event: 'job.finished',
      ...jobFacts(job),
      outcome,
      response_message,
      details,
      ...(decision && { decision }),
    } as const;
    if (job.kind === 'read') this.log.note(record);
    else await traced(COMMIT, {}, () => this.log.writeOrNote(record));
  }

  /** It is not known how a change ended; it will be looked at again. */
  async doubted(job: SignedJob, { outcome: { error }, decision }: Ending): Promise<void> {
    const response_message = `how ${job.operation} ended is not known yet; it is verified again`;
    const details = { ...(error && { code: error.code }) };
    const what = { response_message, details, ...(decision && { decision }) };
    const record = { event: 'job.doubted', ...jobFacts(job), ...what } as const;
    await this.log.writeOrNote(record);
  }

  /** A right that was gone before anything was changed. */
  async revoked(job: SignedJob, { message, decision }: Refusal): Promise<void> {
    const what = { outcome: 'revoked', response_message: message, decision };
    const record = { event: 'job.refused', ...jobFacts(job), ...what } as const;
    await this.log.writeOrNote(record);
  }

  /** A genuine job that this worker must not run: its host is none of the zone by the worker's own inventory, say. */
  async misplaced(job: SignedJob, { code, message }: AppError): Promise<void> {
    const what = { outcome: 'refused', response_message: message, details: { code } };
    const record = { event: 'job.refused', ...jobFacts(job), ...what } as const;
    await this.log.writeOrNote(record);
  }

  /** A job that was not genuine; of what it says about itself nothing is believed but the zone it lay in. */
  async refused(zone: string, jobId: string, problem: Problem): Promise<void> {
    await this.log.write({
      event: 'job.refused',
      correlation_id: jobId,
      job_id: jobId,
      subject: { login: 'unknown', client_id: null },
      target: { zone },
      outcome: 'refused',
      response_message: problem.detail,
      details: { code: problem.code },
    });
  }
}

import type { AuditLog } from '#libs/audit';
import { AppError, type AppLogger, runInContext, toProblem } from '#libs/platform';
import {
  type Claim,
  expiredOutcome,
  type FinalStatus,
  type JobHub,
  type JobOutcome,
  type JobStore,
  openEnvelope,
  type SignedJob,
  type ZoneKeys,
} from '#libs/queue';
import { JobAudit } from './job-audit.js';
import type { JobRunner } from './job-runner.js';

/** What stands in Bull when a job is done; the truth is in our own record. */
export interface Processed {
  status: string;
  code?: string;
}

/** What the processor works with. */
export interface ProcessorParts {
  workerId: string;
  zoneKeys: ZoneKeys;
  store: JobStore;
  control: JobHub;
  audit: AuditLog;
  runner: JobRunner;
}

/**
 * The one processor of all queues: checks, claims, audits, runs and records a job.
 *
 * A redelivered job goes the same way: the gate on the host makes its effect happen once. It throws only when it could
 * not even say how the job ended; Bull then delivers it again.
 */
export class OperationProcessor {
  private readonly jobAudit: JobAudit;

  constructor(
    private readonly parts: ProcessorParts,
    private readonly logger: AppLogger,
  ) {
    this.jobAudit = new JobAudit(parts.audit);
  }

  async process(zone: string, bullId: string, data: unknown): Promise<Processed> {
    let job: SignedJob;
    try {
      job = openEnvelope(data, zone, bullId, this.parts.zoneKeys);
    } catch (error) {
      // The record is left alone: whoever forged the envelope must not end a real job with it.
      const problem = toProblem(error);
      this.logger.error({ err: error, bullId, zone }, 'a queued job was refused');
      await this.jobAudit.refused(zone, bullId, problem);
      return { status: 'refused', code: problem.code };
    }
    return runInContext({ correlationId: job.correlationId, jobId: job.id }, () => this.take(job));
  }

  private async take(job: SignedJob): Promise<Processed> {
    const { zone } = job.target;
    const claimedAt = performance.now();
    const claim = await this.parts.store.claim(zone, job.id, this.parts.workerId);
    if (claim.kind === 'first' || claim.kind === 'again') return this.runClaimed(job, claim, claimedAt);
    if (claim.kind === 'late') return this.end(job, 'expired', expiredOutcome(job.correlationId));
    if (claim.kind === 'missing') {
      const problem = toProblem(new AppError('ENVELOPE_REFUSED', 'There is no record of this job.'));
      await this.jobAudit.refused(zone, job.id, problem);
    }
    return { status: claim.kind };
  }

  private async runClaimed(job: SignedJob, claim: Claim, claimedAt: number): Promise<Processed> {
    const cancel = this.cancelOf(job);
    try {
      await this.jobAudit.started(job, claim.kind === 'again');
      const result = await this.parts.runner.run(job, {
        isRedelivery: claim.kind === 'again',
        mayStart: () => {
          if (claim.kind === 'first' && performance.now() - claimedAt > claim.leftMs) {
            throw new AppError(
              'JOB_EXPIRED',
              'The way to the host took longer than the job could wait. Nothing was run.',
            );
          }
        },
        onProgress: this.progressOf(job),
        onRunning: cancel.arm,
      });
      return await this.end(job, 'succeeded', { result });
    } catch (error) {
      this.logUnexpected(error);
      return await this.end(job, statusOf(error, job.kind, cancel.isRequested()), {
        error: toProblem(error, job.correlationId),
      });
    } finally {
      cancel.disarm();
    }
  }

  /** Writes progress down without waiting, and the same words only once. */
  private progressOf({ id, target }: SignedJob) {
    let last = '';
    return (text: string) => {
      if (text !== last) this.parts.store.progress(target.zone, id, text).catch(this.logUnexpected);
      last = text;
    };
  }

  /** Listens for a cancel of this job while it runs, and ends its commands on the host when one comes. */
  private cancelOf(job: SignedJob) {
    const { store, control } = this.parts;
    let isRequested = false;
    let abort: (() => Promise<void>) | undefined;
    const disarm = control.listen(job.id, () => {
      store.isCancelRequested(job.target.zone, job.id).then((isAsked) => {
        if (!isAsked || isRequested) return;
        isRequested = true;
        return abort?.();
      }, this.logUnexpected);
    });
    return { arm: (ending: () => Promise<void>) => (abort = ending), disarm, isRequested: () => isRequested };
  }

  private async end(job: SignedJob, status: FinalStatus, outcome: JobOutcome): Promise<Processed> {
    await this.jobAudit.finished(job, status, outcome);
    await this.parts.store.finish(job.target.zone, job.id, status, outcome);
    this.logger.info({ operation: job.operation, status, code: outcome.error?.code }, 'job ended');
    return { status, ...(outcome.error && { code: outcome.error.code }) };
  }

  private readonly logUnexpected = (err: unknown): void => {
    if (!(err instanceof AppError) || err.cause) this.logger.error({ err }, 'fault while running a job');
  };
}

/** What a job that ended with an error is. "Failed" or "cancelled" is said only where the end of a change is known. */
function statusOf(error: unknown, kind: SignedJob['kind'], isCancelRequested: boolean): FinalStatus {
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  if (code === 'OUTCOME_UNKNOWN' || (code === 'INTERNAL' && kind === 'change')) return 'unknown';
  if (code === 'JOB_EXPIRED') return 'expired';
  return isCancelRequested ? 'cancelled' : 'failed';
}

import { type AuditDecision, Refusal } from '#libs/audit';
import { AppError, type AppLogger, crashPoint, type ErrorCode, toProblem, traced } from '#libs/platform';
import {
  type Claim,
  expiredOutcome,
  type FinalStatus,
  isFinal,
  LeftToOthers,
  openEnvelope,
  outcomeOf,
  type SignedJob,
} from '#libs/queue';
import { CancelWatch } from './cancel-watch.js';
import { blindly, mayBeginMsOf, problemOf, statusOf } from './ends-of-jobs.js';
import { type Ending, JobAudit } from './job-audit.js';
import type { FittingJob } from './job-runner.js';
import { JobTraces } from './job-traces.js';
import { Misfits } from './misfits.js';
import { OutputLog } from './output-log.js';
import type { ProcessorParts } from './processor-parts.js';
import { untilDone } from './until-done.js';

/** What stands in Bull when a job is done; the truth is in our own record. */
export interface Processed {
  status: string;
  code?: string;
}

/** An outcome is looked at for so long, however soon its time for that is over: the rest of a restart may take minutes. */
const LAST_LOOK_MS = 300_000;

/** Thrown to Bull, which then delivers the job again after a while: its outcome is not known yet. */
export class NotSettled extends Error {
  constructor() {
    super('the outcome is verified again');
    this.stack = '';
  }
}

const NOT_QUEUED_BY_US = {
  missing: 'There is no record of this job.',
  replayed: 'The job has ended and was queued again.',
} as const;

const notQueuedByUs = (how: keyof typeof NOT_QUEUED_BY_US): AppError =>
  new AppError('ENVELOPE_REFUSED', NOT_QUEUED_BY_US[how]);

/** What a job cannot have if the API put it there by the same inventory and operations as this worker has. */
const MISPLACED: ReadonlySet<string> = new Set<ErrorCode>(['ENVELOPE_REFUSED', 'HOST_NOT_IN_DOMAIN']);

/**
 * The one processor of all queues: checks, claims, audits, runs and records a job.
 *
 * A redelivered job goes the same way: the gate on the host makes its effect happen once. Claim and outcome are tried until
 * Redis takes them; only the end of the process leaves a job without an outcome, and then Bull delivers it again.
 */
export class OperationProcessor {
  private readonly jobAudit: JobAudit;
  private readonly jobTraces: JobTraces;
  private readonly misfits: Misfits;

  constructor(
    private readonly parts: ProcessorParts,
    private readonly logger: AppLogger,
  ) {
    this.jobAudit = new JobAudit(parts.audit);
    this.jobTraces = new JobTraces(parts.traces);
    this.misfits = new Misfits(parts, logger);
  }

  async process(zone: string, bullId: string, data: unknown): Promise<Processed> {
    let fitting: FittingJob;
    try {
      fitting = this.parts.runner.fit(openEnvelope(data, zone, bullId, this.parts.zoneKeys));
    } catch (error) {
      if (error instanceof LeftToOthers) return this.leave(zone, bullId, error);
      this.parts.metrics.deliveries.refused(zone);
      // The record is left alone: whoever forged the envelope must not end a real job with it.
      return this.refuse(zone, bullId, error);
    }
    return this.jobTraces.deliver(fitting.job, () => this.take(fitting));
  }

  private async leave(zone: string, bullId: string, misfit: LeftToOthers): Promise<Processed> {
    const ended = await this.misfits.leave(zone, bullId, misfit);
    return ended ? await this.passOn(ended, ended.status) : this.refuse(zone, bullId, notQueuedByUs('missing'));
  }

  /** Bull is done with a delivery: had the job ended, the next one is no redelivery. */
  settle(zone: string, bullId: string): void {
    this.parts.store.settle(zone, bullId).catch(this.logUnexpected);
  }

  /** Bull puts a job back whose worker, of this zone, said nothing any more. */
  noteStalled(zone: string): void {
    this.parts.metrics.deliveries.stalled(zone);
  }

  private async take(fitting: FittingJob): Promise<Processed> {
    const { job } = fitting;
    const cancel = new CancelWatch(job, this.parts, this.logger);
    try {
      crashPoint('worker.claim.before');
      const claim = await this.insistOn('claim', () => this.parts.store.claim(job, this.parts.workerId));
      crashPoint('worker.claim.after');
      this.parts.metrics.deliveries.claimed(job, claim);
      if (claim.kind === 'first' || claim.kind === 'again') {
        if (claim.kind === 'first') this.jobTraces.waited(job);
        if (claim.isCancelRequested) await cancel.look();
        const ending = await this.run(fitting, claim, cancel);
        return ending ? await this.end(job, ending) : await this.passOn(job);
      }
      if (claim.kind === 'late') {
        return await this.end(job, { status: 'expired', outcome: expiredOutcome(job.correlationId) });
      }
      if (claim.kind !== 'missing' && claim.kind !== 'replayed') return await this.passOn(job, claim.kind);
      return await this.refuse(job.target.zone, job.id, notQueuedByUs(claim.kind));
    } finally {
      cancel.stop();
    }
  }

  /** How the job ended; undefined where it has ended elsewhere meanwhile, and what came of it is recorded already. */
  private async run(fitting: FittingJob, claim: Claim, cancel: CancelWatch): Promise<Ending | undefined> {
    const [{ job }, { metrics, rights }] = [fitting, this.parts];
    const isRedelivery = claim.kind === 'again';
    let hasReachedRun = false;
    let decision: AuditDecision | undefined;
    let otherHost: string | undefined;
    let hasEndedElsewhere = false;
    const output = new OutputLog(job, this.parts, this.logger);
    try {
      void output.look();
      await this.jobAudit.started(job, { isRedelivery, isVerified: claim.verifyLeftMs !== undefined });
      crashPoint('worker.start-audit.after');
      const result = await this.parts.runner.run(fitting, {
        isRedelivery,
        mayBeginMs: mayBeginMsOf(job, claim),
        ...(claim.verifyLeftMs !== undefined && { withinMs: Math.max(claim.verifyLeftMs, LAST_LOOK_MS) }),
        onProgress: this.progressOf(job),
        onOutput: (lines) => output.add(lines),
        onTimedOut: () => metrics.remote.commandTimedOut(job.target.zone),
        assertAllowed: async () => {
          decision = await metrics.jobs.decided(job.operation, rights.assertStill(job));
          hasEndedElsewhere = await this.hasEnded(job);
          if (hasEndedElsewhere) throw new AppError('JOB_CANCELLED', 'The job had ended before it changed anything.');
        },
        onOtherHost: (hostname) => {
          otherHost = hostname;
        },
        onRunning: (end) => {
          hasReachedRun = true;
          cancel.arm(end);
        },
      });
      return { status: 'succeeded', outcome: { result, ...(otherHost && { answeredBy: otherHost }) }, decision };
    } catch (error) {
      if (hasEndedElsewhere) return undefined;
      this.logUnexpected(error);
      if (error instanceof Refusal) await this.jobAudit.revoked(job, error);
      if (error instanceof AppError && MISPLACED.has(error.code)) await this.jobAudit.misplaced(job, error);
      // Before the run nobody has asked the host what an earlier delivery did there.
      const isBlind = isRedelivery && !hasReachedRun && job.kind === 'change';
      const told = isBlind ? blindly(error) : error;
      return {
        status: statusOf(told, job.kind, cancel.isRequested),
        outcome: problemOf(told, job, otherHost),
        decision,
      };
    } finally {
      await output.close();
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

  private async end(job: SignedJob, ending: Ending): Promise<Processed> {
    const { status, outcome } = ending;
    if (status === 'unknown' && (await this.isToBeVerified(job, ending))) throw new NotSettled();
    crashPoint('worker.end-audit.before');
    await this.jobAudit.finished(job, ending);
    crashPoint('worker.end-audit.after');
    const finish = () => this.parts.endings.finish(job, status, outcome);
    const { isEnded, sharers } = await this.insistOn('record outcome', finish);
    crashPoint('worker.promote.after');
    if (sharers.length > 0 || !isEnded) await this.recordSharers(job);
    const { operation, reason } = job;
    this.logger.info({ operation, status, code: outcome.error?.code, reason }, 'job ended');
    return { status, ...(outcome.error && { code: outcome.error.code }) };
  }

  /** What was read for others too is the end of their jobs, and theirs to be recorded: once, whoever dies meanwhile. */
  private async recordSharers({ id, kind, target }: SignedJob): Promise<void> {
    if (kind === 'change') return;
    const { store } = this.parts;
    const sharers = await this.insist(() => store.unrecordedSharers(target.zone, id));
    for (const job of sharers) {
      this.jobTraces.shared(job);
      await this.jobAudit.finished(job, { status: job.status as FinalStatus, outcome: outcomeOf(job), sharedFrom: id });
    }
    if (sharers.length > 0) await this.insist(() => store.sharersAreRecorded(target.zone, id));
  }

  /** Somebody may have ended the job meanwhile: its target may have been given to the next one. */
  private async hasEnded({ id }: SignedJob): Promise<boolean> {
    const now = await this.insist(() => this.parts.store.find(id));
    return !now || isFinal(now);
  }

  /** An outcome that is not known is no end yet: the next delivery asks the journal and the state again. */
  private async isToBeVerified(job: SignedJob, ending: Ending): Promise<boolean> {
    const { isOpen, isFirst } = await this.insist(() => this.parts.store.doubt(job, ending.outcome));
    if (isFirst) await this.jobAudit.doubted(job, ending);
    return isOpen;
  }

  /** Whoever ended the job may have died before the next change of its target was told. */
  private async passOn(job: SignedJob, status = 'ended elsewhere'): Promise<Processed> {
    await this.parts.endings.passOn(job);
    await this.recordSharers(job);
    this.logger.info({ operation: job.operation, status }, 'the job ended elsewhere');
    return { status };
  }

  private async refuse(zone: string, id: string, error: unknown): Promise<Processed> {
    const problem = toProblem(error);
    this.logger.error({ err: error, bullId: id, zone }, 'a queued job was refused');
    await this.jobAudit.refused(zone, id, problem);
    return { status: 'refused', code: problem.code };
  }

  private insistOn<T>(step: string, work: () => Promise<T>): Promise<T> {
    return traced(step, {}, () => this.insist(work));
  }

  private insist<T>(work: () => Promise<T>): Promise<T> {
    return untilDone(work, (err) => this.logger.warn({ err }, 'Redis refused; trying again'));
  }

  private readonly logUnexpected = (err: unknown): void => {
    if (!(err instanceof AppError) || err.cause) this.logger.error({ err }, 'fault while running a job');
  };
}

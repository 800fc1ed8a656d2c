import type { Step, StepAnswer, Steps } from '#libs/informatica';
import { AppError, type AppLogger, crashPoint, type ErrorCode } from '#libs/platform';
import { type Attempts, HostScripts } from './host-scripts.js';
import type { RemoteHost } from './remote-host.js';
import { RunClock } from './run-clock.js';
import type { Fence, RemoteStep } from './script/build-script.js';
import { RunInterrupted, type Transport } from './transport.js';

/** A change that was read in time may still open its gate this much later; after that the world has moved on. */
const DECIDE_WITHIN_MS = 120_000;
/** How often the whole operation may be begun anew because a gate was found shut, or open, against expectation. */
const MAX_ROUNDS = 5;

/** One job's run of an operation on a host. */
export interface RunOptions {
  jobId: string;
  /** Of a change, where its envelope has one. */
  fence?: Fence | undefined;
  host: RemoteHost;
  /** How long the run may take, in milliseconds. */
  limitMs: number;
  /** How long the job may still begin, in milliseconds; may be negative for a redelivery. */
  mayBeginMs: number;
  /** An earlier delivery of this change may have begun an effect: then "unreachable" is no answer, only "unknown" is. */
  isRedelivery: boolean;
  /** Told what the job does now, in a few words. */
  onProgress?: (text: string) => void;
  /** Told what the commands print, whole lines as they come, secrets masked. */
  onOutput?: (lines: string) => void;
  /** Told of each command that its time limit ended. */
  onTimedOut?: () => void;
  /**
   * Asked just before the first effect of the job: rejects where the requester may not cause it any more, or where nobody
   * can say. Not asked once an effect has been begun: a restart whose stop is done must not leave the service down.
   */
  assertAllowed?: () => Promise<void>;
}

/** What keeps an effect from being sent: where none was sent before, nothing was changed. */
const BEFORE_ANY_EFFECT: ReadonlySet<string> = new Set<ErrorCode>([
  'JOB_EXPIRED',
  'JOB_CANCELLED',
  'PERMISSION_REVOKED',
  'DIRECTORY_UNAVAILABLE',
]);

/** Thrown inside: what was read is no longer to be trusted; the operation is begun anew. */
class BeginAnew extends Error {}

/**
 * Drives the steps of one operation on its host, until its deadline.
 *
 * Faults of the way to the host go to the operation first, which knows what they mean for its change. What it does not
 * judge becomes `OUTCOME_UNKNOWN` as soon as an effect may have been begun: "failed" is said only where that is known.
 */
export class RemoteRun {
  private readonly clock: RunClock;
  private readonly scripts: HostScripts;
  private mayHaveBegun: boolean;
  private hasJournal = false;
  /** An effect was sent whose gate nobody has seen shut: it may still arrive. */
  private hasSentEffect = false;
  private isCancelled = false;
  private readonly openGates = new Set<string>();

  constructor(
    transport: Transport,
    private readonly options: RunOptions,
    private readonly logger: AppLogger,
  ) {
    this.mayHaveBegun = options.isRedelivery;
    this.clock = new RunClock(options.limitMs, () => this.scripts.abort());
    const { host, jobId, fence, onProgress, onOutput, onTimedOut } = options;
    const scope = { jobId, fence, clock: this.clock, onProgress, onOutput, onTimedOut };
    this.scripts = new HostScripts(transport, host, scope, logger);
  }

  /** Whether something was sent to the host. Where not, another host may be asked the same. */
  get hasBegun(): boolean {
    return this.clock.hasBegun;
  }

  /** Runs the steps to their end; `begin` makes them, anew if need be. Rejects with an `AppError`. */
  async run<T>(begin: () => Steps<T>): Promise<T> {
    try {
      for (let round = 1; ; round += 1) {
        const end = await this.attempt(begin);
        if (round >= MAX_ROUNDS || (end !== undefined && !(await this.wasOvertaken()))) return this.close(end);
        this.logger.info({ round }, 'the operation is begun anew');
      }
    } finally {
      this.clock.stop();
    }
  }

  /**
   * Asks for the end: what was not begun is not begun, and the commands that run on the host are ended. Once the end of an
   * effect is known, what runs are the commands that look at it: they are left alone.
   */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    if (!this.hasJournal) await this.scripts.abort();
  }

  /** One go through the steps: how they ended, or undefined where they must be begun anew. */
  private async attempt<T>(begin: () => Steps<T>): Promise<(() => T) | undefined> {
    this.openGates.clear();
    let fault: unknown;
    const steps = begin();
    try {
      let next = steps.next();
      while (!next.done) {
        const answer = await this.answer(next.value).catch((error: unknown) => {
          fault = error;
        });
        next = answer ? steps.next(answer) : steps.throw(fault);
      }
      const { value } = next;
      return () => value;
    } catch (error) {
      if (error instanceof BeginAnew) return undefined;
      return () => {
        throw error === fault ? this.judge(error) : error;
      };
    }
  }

  private close<T>(end: (() => T) | undefined): T {
    if (end) return end();
    throw new AppError('OUTCOME_UNKNOWN', 'The host was lost again and again before it said how the change ended.');
  }

  /** A fault that the operation did not judge. */
  private judge(error: unknown): unknown {
    const isSure = error instanceof AppError && BEFORE_ANY_EFFECT.has(error.code) && !this.hasSentEffect;
    if (!this.mayHaveBegun || isSure) return error;
    const why = error instanceof AppError ? error.message : 'An unexpected fault was logged.';
    return new AppError('OUTCOME_UNKNOWN', `The change may have been begun; how it ended is not known. ${why}`, {
      cause: error,
    });
  }

  /**
   * Whether a gate that this redelivery found open has been shut meanwhile: by the delivery before it, frozen and thawed.
   * Then "nothing had to be done" would be a lie.
   */
  private async wasOvertaken(): Promise<boolean> {
    if (!this.options.isRedelivery || this.hasJournal) return false;
    for (const effect of this.openGates) {
      const answer = await this.scripts.ask(effect).catch(() => undefined);
      if (answer?.journal) return true;
    }
    return false;
  }

  private async answer(step: Step): Promise<StepAnswer> {
    this.refuseWhatIsOver(step);
    if (step.kind !== 'pause') return this.perform(step);
    if (this.mayHaveBegun) this.options.onProgress?.('waiting for the state to be reached');
    await this.clock.pause(step.ms);
    return {};
  }

  private async perform(step: RemoteStep): Promise<StepAnswer> {
    const answer = await this.scripts.run(step, this.attemptsFor(step)).catch((error: unknown) => {
      if (step.kind === 'effect' && error instanceof RunInterrupted) return this.afterInterruption(step.effect);
      throw error;
    });
    if (step.kind === 'effect') crashPoint('worker.effect.after');
    // A script that the deadline ended answers too, with commands that died: that is no result.
    this.clock.throwIfOver(this.mayHaveBegun);
    if (answer.journal) this.hasJournal = true;
    else if (step.kind === 'begin') this.openGates.add(step.effect);
    return answer;
  }

  /**
   * An effect is never sent a second time on what was read before: its journal answers, or everything is read anew. (The
   * script that was lost may still arrive; the gate then lets only one of the two through.)
   */
  private async afterInterruption(effect: string): Promise<StepAnswer> {
    const answer = await this.scripts.ask(effect);
    if (answer.journal) return answer;
    throw new BeginAnew();
  }

  private attemptsFor(step: RemoteStep): Attempts {
    return {
      isPatient: this.mayHaveBegun,
      isOnce: step.kind === 'effect',
      beforeSending: async () => {
        // On the open channel: whoever waited for it may have lost the right meanwhile.
        if (step.kind === 'effect' && !this.hasJournal) await this.options.assertAllowed?.();
        this.refuseWhatIsOver(step);
        if (!this.options.isRedelivery) this.clock.begin();
        if (step.kind !== 'effect') return;
        this.options.onProgress?.(`${step.effect}: running on the host`);
        this.mayHaveBegun = true;
        this.hasSentEffect = true;
        crashPoint('worker.effect.before');
      },
      notBegun: (mayHaveBegunBefore) => {
        this.mayHaveBegun = mayHaveBegunBefore;
      },
      mayHaveBegun: () => this.mayHaveBegun,
    };
  }

  /** Nothing is begun that was cancelled or is too late; what was begun is followed to its end. */
  private refuseWhatIsOver(step: Step): void {
    this.clock.throwIfOver(this.mayHaveBegun);
    const isEffect = step.kind === 'effect';
    if (isEffect ? this.hasJournal : this.mayHaveBegun) return;
    if (this.isCancelled) throw new AppError('JOB_CANCELLED', 'The job was cancelled before it changed anything.');
    const { elapsedMs, hasBegun } = this.clock;
    const withinMs =
      hasBegun && isEffect ? Math.max(this.options.mayBeginMs, DECIDE_WITHIN_MS) : this.options.mayBeginMs;
    if ((isEffect || !hasBegun) && elapsedMs > withinMs) {
      throw new AppError(
        'JOB_EXPIRED',
        'The way to the host took longer than the job could wait. Nothing was changed.',
      );
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Step, StepAnswer, Steps } from '#libs/informatica';
import { AppError, type AppLogger } from '#libs/platform';
import type { RemoteHost } from './remote-host.js';
import { buildAbortScript, buildScript, type RemoteStep, type Script } from './script/build-script.js';
import { readReport, ScriptOutput } from './script/read-report.js';
import { RunInterrupted, type Transport } from './transport.js';

/** A read that lost its connection is asked again this often; an effect until its deadline, for its gate makes it harmless. */
const READ_TRIES = 3;
const PAUSES_MS = [100, 500, 1_000, 2_000, 5_000];
const ABORT_TIMEOUT_MS = 8_000;

/** One job's run of an operation on a host. */
export interface SessionOptions {
  jobId: string;
  host: RemoteHost;
  deadlineMs: number;
  /** Whether an earlier delivery may have begun an effect: then "unreachable" is no answer, only "unknown" is. */
  mayHaveBegun: boolean;
  /** Throws when the job may no longer start; asked until something was sent. */
  mayStart: () => void;
  /** Told what the job does now, in a few words. */
  onProgress?: (text: string) => void;
}

/** Drives the steps of one operation over a transport, until its deadline. */
export class RemoteSession {
  private readonly deadline = new AbortController();
  private readonly endsAt: number;
  private readonly timer: NodeJS.Timeout;
  private mayHaveBegun: boolean;
  private hasStarted = false;
  private current: Script | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly options: SessionOptions,
    private readonly logger: AppLogger,
  ) {
    this.mayHaveBegun = options.mayHaveBegun;
    this.endsAt = performance.now() + options.deadlineMs;
    this.timer = setTimeout(() => this.onDeadline(), options.deadlineMs);
  }

  /** Runs the steps to their end. Rejects with an `AppError`, whatever happens. */
  async run<T>(steps: Steps<T>): Promise<T> {
    try {
      let next = steps.next();
      while (!next.done) next = steps.next(await this.answer(next.value));
      return next.value;
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** Ends the commands that run now on the host, through another channel; the operation then sees how they ended. */
  async abortCommands(): Promise<void> {
    if (!this.current) return;
    const script = buildAbortScript(this.current.runId);
    await this.transport
      .execute(this.options.host, script.text, {
        sink: { stdout: () => undefined, stderr: () => undefined },
        signal: AbortSignal.timeout(ABORT_TIMEOUT_MS),
        mayStart: () => undefined,
      })
      .catch((err: Error) => this.logger.warn({ err }, 'the commands on the host could not be ended'));
  }

  private async answer(step: Step): Promise<StepAnswer> {
    this.throwIfOver();
    if (step.kind !== 'pause') return this.perform(step);
    if (this.mayHaveBegun) this.options.onProgress?.('waiting for the state to be reached');
    await this.sleep(step.ms);
    return {};
  }

  private async perform(step: RemoteStep): Promise<StepAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.runScript(step);
        // A script that the deadline ended answers too, with commands that died: that is no result.
        this.throwIfOver();
        return answer;
      } catch (error) {
        this.throwIfOver();
        if (!this.isWorthAnotherTry(error, attempt)) throw this.asAppError(error);
        this.logger.info({ attempt, step: step.kind, err: error }, 'asking the host again');
        await this.sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0);
      }
    }
  }

  private async runScript(step: RemoteStep): Promise<StepAnswer> {
    const remainingMs = Math.max(0, this.endsAt - performance.now());
    const script = buildScript(step, this.options.host, { jobId: this.options.jobId, remainingMs });
    const output = new ScriptOutput(script.marker);
    this.current = script;
    try {
      await this.transport.execute(this.options.host, script.text, {
        sink: { stdout: (chunk) => output.stdout.feed(chunk), stderr: (chunk) => output.stderr.feed(chunk) },
        signal: this.deadline.signal,
        mayStart: () => this.beforeSending(step),
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'OUTPUT_TOO_LARGE') await this.abortCommands();
      throw error;
    } finally {
      this.current = undefined;
    }
    const limitsMs = step.commands.map(({ timeoutMs }) => timeoutMs);
    return readReport(output, limitsMs, new Date().toISOString());
  }

  private beforeSending(step: RemoteStep): void {
    if (!this.hasStarted) this.options.mayStart();
    this.hasStarted = true;
    if (step.kind !== 'effect') return;
    this.mayHaveBegun = true;
    this.options.onProgress?.(`${step.effect}: running on the host`);
  }

  private isWorthAnotherTry(error: unknown, attempt: number): boolean {
    const isLost = error instanceof RunInterrupted;
    const isUnreachable = error instanceof AppError && error.code === 'HOST_UNREACHABLE';
    return this.mayHaveBegun ? isLost || isUnreachable : isLost && attempt + 1 < READ_TRIES;
  }

  private asAppError(error: unknown): unknown {
    if (!(error instanceof RunInterrupted)) return error;
    const { hostname } = this.options.host;
    return new AppError('HOST_SCRIPT_FAILED', `The script on ${hostname} was cut off again and again.`, {
      cause: error,
    });
  }

  private onDeadline(): void {
    void this.abortCommands().finally(() => this.deadline.abort(this.overError()));
  }

  private throwIfOver(): void {
    if (performance.now() >= this.endsAt) throw this.overError();
  }

  private overError(): AppError {
    return this.mayHaveBegun
      ? new AppError('OUTCOME_UNKNOWN', 'The run limit was reached before the host said how the change ended.')
      : new AppError('DEADLINE_EXCEEDED', 'The run limit of the operation was reached; nothing was changed.');
  }

  private async sleep(ms: number): Promise<void> {
    // An abort only ends the pause early: who called looks at the deadline next.
    await sleep(ms, undefined, { signal: this.deadline.signal }).catch(() => undefined);
  }
}

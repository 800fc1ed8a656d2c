import type { StepAnswer } from '#libs/informatica';
import { AppError, type AppLogger, crashPoint, type Span, traced } from '#libs/platform';
import { masked } from './masked.js';
import type { RemoteHost } from './remote-host.js';
import type { RunClock } from './run-clock.js';
import { buildAbortScript, buildScript, type Fence, type RemoteStep, type Script } from './script/build-script.js';
import { readReport, ScriptOutput } from './script/read-report.js';
import { scriptSpanOf, traceCommands } from './script-spans.js';
import { RunInterrupted, type Transport } from './transport.js';

const READ_TRIES = 3;
const PAUSES_MS = [100, 500, 1_000, 2_000, 5_000];
const ABORT_TIMEOUT_MS = 8_000;

/** How hard to try to get an answer to one step. */
export interface Attempts {
  /** Try until the deadline, also where the host cannot be reached: something may be going on there. */
  isPatient: boolean;
  /** Never send it twice: an interruption is for the caller. */
  isOnce: boolean;
  /** Called when the way to the host is open, just before the script is sent; rejects to keep it back. */
  beforeSending: () => Promise<void>;
  /** Called when the host says that an effect was not begun, with what was so before it was sent. */
  notBegun: (mayHaveBegunBefore: boolean) => void;
  mayHaveBegun: () => boolean;
}

/** To which job and time the scripts belong. */
export interface ScriptsOf {
  jobId: string;
  fence?: Fence | undefined;
  clock: RunClock;
  onProgress?: ((text: string) => void) | undefined;
  /** Told what the commands print, whole lines as they come, secrets masked. */
  onOutput?: ((lines: string) => void) | undefined;
  /** Told of each command that its time limit ended. */
  onTimedOut?: (() => void) | undefined;
}

/** The cheapest command there is, for a question that needs one. */
const ANY_COMMAND = { program: 'date', args: ['+%z'], timeoutMs: 10_000 } as const;

/** Sends the scripts of one run to its host and reads what they answer. */
export class HostScripts {
  private current: Script | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly host: RemoteHost,
    private readonly of: ScriptsOf,
    private readonly logger: AppLogger,
  ) {}

  /** The answer to a step. Rejects with an `AppError`, or with `RunInterrupted` where `isOnce`. */
  async run(step: RemoteStep, attempts: Attempts): Promise<StepAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.send(step, attempts);
      } catch (error) {
        if (attempts.isOnce && error instanceof RunInterrupted) throw error;
        this.of.clock.throwIfOver(attempts.mayHaveBegun());
        if (!isWorthAnotherTry(error, attempt, attempts.isPatient)) throw this.asAppError(error);
        this.logger.info({ attempt, step: step.kind, err: error }, 'asking the host again');
        await this.of.clock.pause(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0);
      }
    }
  }

  /** Asks, until the deadline, whether the gate of an effect is shut and what its journal says. */
  ask(effect: string): Promise<StepAnswer> {
    const nothing = () => undefined;
    const goAhead = async () => undefined;
    return this.run(
      { kind: 'begin', effect, commands: [ANY_COMMAND] },
      { isPatient: true, isOnce: false, beforeSending: goAhead, notBegun: nothing, mayHaveBegun: () => true },
    );
  }

  /** Ends the commands that run now on the host, through another channel. Resolves within 8 seconds, come what may. */
  async abort(): Promise<void> {
    if (!this.current) return;
    const script = buildAbortScript(this.current.runId);
    const ignore = () => undefined;
    const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
    const mayStart = async () => undefined;
    const run = { sink: { stdout: ignore, stderr: ignore }, signal, mayStart, isUrgent: true };
    await this.transport
      .execute(this.host, script.text, run)
      .catch((err: unknown) => this.logger.warn({ err }, 'the commands on the host could not be ended'));
  }

  private send(step: RemoteStep, attempts: Attempts): Promise<StepAnswer> {
    const facts = scriptSpanOf(step, this.host, this.transport.name, attempts.mayHaveBegun());
    return traced(...facts, (span) => this.sendIn(span, step, attempts));
  }

  private async sendIn(span: Span, step: RemoteStep, attempts: Attempts): Promise<StepAnswer> {
    const { jobId, fence, clock, onProgress, onOutput } = this.of;
    const doing = 'effect' in step ? step.effect : 'reading';
    const script = buildScript(step, this.host, { jobId, fence, remainingMs: clock.remainingMs });
    const output = new ScriptOutput(script.marker, onOutput && masked(onOutput, this.host));
    const mayHaveBegunBefore = attempts.mayHaveBegun();
    this.current = script;
    try {
      await this.transport.execute(this.host, script.text, {
        sink: { stdout: (chunk) => output.stdout.feed(chunk), stderr: (chunk) => output.stderr.feed(chunk) },
        signal: clock.signal,
        mayStart: attempts.beforeSending,
        ...(step.kind === 'effect' && { onSent: () => crashPoint('worker.effect.begun') }),
        isComplete: () => output.isComplete,
        ...(onProgress && { onProgress: (text: string) => onProgress(`${doing}: ${text}`) }),
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'OUTPUT_TOO_LARGE') await this.abort();
      throw error;
    } finally {
      this.current = undefined;
      traceCommands(span, step, this.host, output);
    }
    const limitsMs = step.commands.map(({ timeoutMs }) => timeoutMs);
    const report = readReport(output, limitsMs, new Date().toISOString());
    if ('fault' in report) {
      if (step.kind === 'effect') attempts.notBegun(mayHaveBegunBefore);
      throw report.fault;
    }
    this.tellTimeouts(report.answer);
    return report.answer;
  }

  private tellTimeouts({ outcomes, journal }: StepAnswer): void {
    for (const { timedOut } of outcomes ?? journal?.outcomes ?? []) if (timedOut) this.of.onTimedOut?.();
  }

  private asAppError(error: unknown): unknown {
    if (!(error instanceof RunInterrupted)) return error;
    const { hostname } = this.host;
    return new AppError('HOST_SCRIPT_FAILED', `The script on ${hostname} was cut off again and again.`, {
      cause: error,
    });
  }
}

function isWorthAnotherTry(error: unknown, attempt: number, isPatient: boolean): boolean {
  const isInterrupted = error instanceof RunInterrupted;
  if (!isPatient) return isInterrupted && attempt + 1 < READ_TRIES;
  return isInterrupted || (error instanceof AppError && error.code === 'HOST_UNREACHABLE');
}

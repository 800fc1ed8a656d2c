import type { CommandOutcome, StepAnswer } from '#libs/informatica';
import { AppError, type ErrorCode } from '#libs/platform';
import { RunInterrupted } from '../transport.js';
import { type Frame, FrameReader } from './frame-reader.js';

/** `timeout` ends with 124 after TERM; with 137 when it had to KILL. */
const TIMED_OUT = 124;
const KILLED = 137;

/** The output of a script while it arrives. */
export class ScriptOutput {
  readonly stdout: FrameReader;
  readonly stderr: FrameReader;

  /** `onOutput` is told what the commands print on either stream, whole lines as they come. */
  constructor(marker: string, onOutput?: (lines: string) => void) {
    this.stdout = new FrameReader(marker, onOutput);
    this.stderr = new FrameReader(marker, onOutput);
  }

  /** Whether both streams have come to the last line of the script; what is left is only the shell going away. */
  get isComplete(): boolean {
    return [this.stdout, this.stderr].every(({ frames }) => frames.at(-1)?.words[0] === 'complete');
  }
}

/** What a finished script said: the answer to its step, or that it could not do its work; then no effect was begun. */
export type Report = { answer: StepAnswer } | { fault: AppError };

/**
 * What a finished script answered to its step. `limitsMs` are the time limits of the commands, by index.
 *
 * Throws `RunInterrupted` where it did not come to its end.
 */
export function readReport(output: ScriptOutput, limitsMs: readonly number[], finishedAt: string): Report {
  const { frames } = output.stdout;
  const fault = frames.find(({ words }) => words[0] === 'fault');
  if (fault) return { fault: faultOf(fault.words[1]) };
  if (frames.at(-1)?.words[0] !== 'complete') {
    throw new RunInterrupted(new Error(`the shell said: ${output.stderr.rest.slice(0, 500)}`));
  }
  const outcomes = outcomesOf(output, limitsMs, finishedAt);
  const journal = journalOf(frames);
  if (!journal) return { answer: { outcomes } };
  return { answer: { journal: { before: journal.before, ...(journal.isDone && { outcomes }) } } };
}

/** When a command began and ended by the host's clock, in seconds; NaN on a host that has none. */
export interface CommandTimes {
  index: number;
  exitCode: number;
  fromS: number;
  toS: number;
}

/** The times of the commands that have ended, whether or not the script came to its end. */
export const timesOf = ({ stdout }: ScriptOutput): CommandTimes[] =>
  ends(stdout.frames).map(({ words: [, index, code, from, to] }) => ({
    index: Number(index),
    exitCode: Number(code),
    fromS: Number(from),
    toS: Number(to),
  }));

/** Whether the journal of an effect was told. */
export const hasJournal = ({ stdout }: ScriptOutput): boolean =>
  stdout.frames.some(({ words }) => words[0] === 'journal');

const NO_JOURNAL: [ErrorCode, string] = [
  'HOST_SCRIPT_FAILED',
  'The host cannot keep the journal of changes: check free space and rights of ~/.etlaas there.',
];

const FAULTS: Readonly<Record<string, [ErrorCode, string]>> = {
  directory: [
    'HOST_SCRIPT_FAILED',
    'The host has no place for temporary files: check free space and rights of its temporary directory.',
  ],
  overtaken: [
    'TARGET_BUSY',
    'A later change of the same target was begun on the host, so this one was not. Read the state, and ask again.',
  ],
};

/** What keeps a script from its work. */
const faultOf = (what = ''): AppError => new AppError(...(FAULTS[what] ?? NO_JOURNAL));

function outcomesOf(output: ScriptOutput, limitsMs: readonly number[], finishedAt: string): CommandOutcome[] {
  const errors = new Map(ends(output.stderr.frames).map((frame) => [frame.words[1], frame]));
  return ends(output.stdout.frames)
    .map((frame) => toOutcome(frame, errors.get(frame.words[1]), limitsMs, finishedAt))
    .sort((a, b) => a.index - b.index)
    .map(({ outcome }) => outcome);
}

const ends = (frames: readonly Frame[]): Frame[] => frames.filter(({ words }) => words[0] === 'end');

function toOutcome(frame: Frame, error: Frame | undefined, limitsMs: readonly number[], finishedAt: string) {
  const [, index = '', code = '', from = '', to = ''] = frame.words;
  const exitCode = Number(code);
  const durationMs = Math.max(0, Math.round((Number(to) - Number(from)) * 1000)) || 0;
  const isKilledLate = exitCode === KILLED && durationMs >= (limitsMs[Number(index)] ?? Number.POSITIVE_INFINITY);
  return {
    index: Number(index),
    outcome: {
      exitCode,
      stdout: frame.content,
      stderr: error?.content ?? '',
      durationMs,
      timedOut: exitCode === TIMED_OUT || isKilledLate,
      truncated: frame.isTruncated || (error?.isTruncated ?? false),
      finishedAt,
    },
  };
}

function journalOf(frames: readonly Frame[]): { before: unknown; isDone: boolean } | undefined {
  const opening = frames.find(({ words }) => words[0] === 'journal');
  const closing = frames.find(({ words }) => words[0] === 'end-journal');
  if (!opening || !closing) return undefined;
  return { before: decodeBefore(closing.content), isDone: opening.words[1] === 'done' };
}

/** The host's copy of what was true before the effect; unreadable reads as unknown, never as something. */
function decodeBefore(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64.trim(), 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

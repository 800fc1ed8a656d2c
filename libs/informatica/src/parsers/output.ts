import { AppError } from '#libs/platform';
import type { CommandOutcome } from '../command.js';

const MAX_QUOTED = 300;

/** Control, format and other invisible characters: they could forge log lines or hide text. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\s]+/gu;

/** Both streams: infacmd writes its errors to stdout, others to stderr. */
export const allText = ({ stdout, stderr }: CommandOutcome): string => `${stdout}\n${stderr}`;

/** The lines that hold something, without the blanks at their end. Reads Unix and Windows line ends. */
export const filledLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

/** Text of a program as it may be shown to people: printable characters only, on one line, the first 300 of them. */
export const printable = (text: string): string =>
  [
    ...text
      .slice(0, 4 * MAX_QUOTED)
      .replace(INVISIBLE, ' ')
      .trim(),
  ]
    .slice(0, MAX_QUOTED)
    .join('');

/** The error for output that says neither success nor failure in words we know. Parsers refuse to guess. */
export const notUnderstood = (what: string, why: string, outcome?: CommandOutcome): AppError =>
  new AppError('OUTPUT_NOT_UNDERSTOOD', `The output of ${what} was not understood: ${why}.`, {
    details: { command: what, ...(outcome && { exitCode: outcome.exitCode, output: printable(allText(outcome)) }) },
  });

/** The outcome at a place of a list; a runner that answers too little is not understood either. */
export function outcomeAt(outcomes: readonly CommandOutcome[], index: number, what: string): CommandOutcome {
  const outcome = outcomes[index];
  if (!outcome) throw notUnderstood(what, 'the command has no outcome');
  return outcome;
}

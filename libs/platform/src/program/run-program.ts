import { SettingsError } from '../settings.js';
import { plain } from './plain.js';

/** How programs for people end. */
export const EXIT = { well: 0, faults: 1, unreadable: 2 } as const;

/** The arguments are wrong. */
export class UsageError extends Error {}

/** Runs a program to its exit code: what it was not given or cannot read is told in a sentence, without a stack. */
export async function runProgram(usage: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, usage)}\n`);
    return EXIT.unreadable;
  }
}

function sentenceOf(error: unknown, usage: string): string {
  if (error instanceof UsageError) return error.message ? `${plain(error.message)}\n${usage}` : usage;
  if (error instanceof SettingsError) return error.message;
  const { code, path, message } = error as NodeJS.ErrnoException;
  return path ? `${plain(path)} cannot be read (${code})` : plain(message);
}

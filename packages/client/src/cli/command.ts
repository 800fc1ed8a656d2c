import type { EtlaasClient } from '../index.js';
import { type Arguments, UsageFault } from './arguments.js';
import type { Screen } from './screen.js';

/** What a command works with. */
export interface Context {
  api: EtlaasClient;
  args: Arguments;
  /** The words behind the command's name, as many as it has operands. */
  operands: readonly string[];
  /** What was asked for, and nothing else: other programs read it. */
  out: Screen;
  /** Progress, faults and what to do next. */
  err: Screen;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** One thing that `etlaas` can do. */
export interface Command {
  /** `services stop` */
  name: string;
  /** What has to follow, in order: `service`. */
  operands: readonly string[];
  summary: string;
  /** Resolves with the exit code. */
  run(context: Context): Promise<number>;
}

/** A text option that the command cannot do without. */
export function needed({ args }: Context, ...names: readonly string[]): string[] {
  const texts = names.map((name) => String(args.texts[name] ?? args.query[name] ?? ''));
  const missing = names.filter((_, index) => !texts[index]);
  if (missing.length > 0) {
    throw new UsageFault(`Say ${missing.map((name) => `--${name}`).join(' and ')}. etlaas --help tells all options.`);
  }
  return texts;
}

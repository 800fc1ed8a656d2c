import type { Host } from '../host.js';
import type { Options } from '../options.js';
import type { Env } from '../program.js';
import type { Session } from './session.js';

/** What a command was given. `session` is what the connection file holds, if there is a readable one. */
export interface Request {
  values: Options['values'];
  env: Env;
  session: Session | undefined;
}

/** One command of pmrep. */
export interface Command {
  /** In lower case, as the status line prints it. */
  name: string;
  /** As `parseLetterOptions` takes them. */
  letters: string;
  usage: readonly string[];
  delayMs: number;
  target(request: Request): string | undefined;
  /** The lines before the status line. Throws `Failure`. */
  run(request: Request, host: Host): Promise<readonly string[]>;
}

/** An error that pmrep prints before `Failed to execute`; one line an item. */
export class Failure extends Error {
  constructor(readonly lines: readonly string[] = []) {
    super(lines.join('\n'));
  }
}

/** An error in the command line: the usage is printed too. */
export class Misuse extends Failure {}

/** No connection could be opened, for this reason. */
export const connectionFailure = (reason: string) => new Failure([reason, 'Repository connection failed.']);

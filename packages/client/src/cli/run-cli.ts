import { Refused, VERSION } from '../index.js';
import { findCommand } from './all-commands.js';
import { type Arguments, readArguments } from './arguments.js';
import { connect, type Env } from './connection.js';
import { EXIT } from './exit-codes.js';
import { explain } from './explain.js';
import { help } from './help.js';
import { type Paper, Screen } from './screen.js';

/** What a run of the command gets from its process. */
export interface Surroundings {
  env: Env;
  stdout: Paper;
  stderr: Paper;
  signal: AbortSignal;
}

/** Runs `etlaas` with these words; resolves with the exit code, whatever happens. */
export async function runCli(words: readonly string[], { env, stdout, stderr, signal }: Surroundings): Promise<number> {
  const [out, err] = [new Screen(stdout, env), new Screen(stderr, env)];
  let isJson = false;
  try {
    const args = readArguments(words);
    isJson = args.isJson;
    if (args.isHelp || args.isVersion || args.words[0] === 'help') return tell(out, args);
    // Nothing was asked for, which no script should take for done.
    if (args.words.length === 0) return tell(out, args, EXIT.refused);
    const { command, operands } = findCommand(args.words);
    return await command.run({ api: connect(env, (fault) => tellRetry(err, fault)), args, operands, out, err, signal });
  } catch (error) {
    const { exitCode, text, next, problem } = explain(error);
    if (isJson && problem) out.json(problem);
    err.line(text, 'red');
    for (const line of next) err.line(line);
    return exitCode;
  }
}

function tellRetry(err: Screen, fault: Error): void {
  err.clearStatus();
  err.line(`${fault instanceof Refused ? `not now (${fault.status})` : 'no answer'}, trying again`, 'dim');
}

function tell(out: Screen, { isVersion }: Arguments, exitCode: number = EXIT.succeeded): number {
  if (isVersion) out.line(VERSION);
  else for (const line of help().split('\n')) out.line(line);
  return exitCode;
}

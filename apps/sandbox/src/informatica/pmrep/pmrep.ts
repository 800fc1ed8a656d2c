import { framed } from '../banner.js';
import type { Host } from '../host.js';
import { missingLibrary } from '../libraries.js';
import { parseLetterOptions } from '../options.js';
import type { Env, Plan, Program } from '../program.js';
import { same } from '../text.js';
import { type Command, Failure, Misuse, type Request } from './command.js';
import { connect } from './connect.js';
import { killUserConnection } from './kill-user-connection.js';
import { listUserConnections } from './list-user-connections.js';
import { cleanup, showConnectionInfo } from './other-commands.js';
import { loadSession } from './session.js';

const COMMANDS: readonly Command[] = [connect, listUserConnections, killUserConnection, showConnectionInfo, cleanup];
const START_UP_MS = 1000;

/** `pmrep <command> <options>` in command-line mode: each call is a process, joined to the last by the connection file. */
export const pmrep: Program = {
  name: 'pmrep',
  plan(argv, env, home) {
    const [typed = '', ...rest] = argv;
    const command = COMMANDS.find(({ name }) => same(name, typed));
    const plan = command ? planOf(command, rest, env) : planWithoutConnection(typed, rest);
    const failed = missingLibrary('pmrep', env, home);
    return failed ? { ...plan, delayMs: 0, run: async () => failed } : plan;
  },
};

/** Lines and exit code; the frame's times are those of the machine. */
type Answer = [lines: readonly string[], exitCode: number];

const framedRun = (delayMs: number, answer: (host: Host) => Promise<Answer> | Answer) => async (host: Host) => {
  const invokedAt = host.now() - delayMs * host.settings.delayScale;
  const [lines, exitCode] = await answer(host);
  return framed('PMREP', { invokedAt, completedAt: host.now() }, lines, exitCode);
};

function planOf(command: Command, rest: readonly string[], env: Env): Plan {
  const { values, fault } = parseLetterOptions(rest, command.letters);
  const request: Request = { values, env, session: loadSession(env) };
  const { name, delayMs } = command;
  const run = (host: Host) => runCommand(command, request, host, fault);
  return { command: name, target: command.target(request), delayMs, run: framedRun(delayMs, run) };
}

async function runCommand(command: Command, request: Request, host: Host, fault: string | undefined): Promise<Answer> {
  const failed = `Failed to execute ${command.name}.`;
  try {
    if (fault) throw new Misuse([fault]);
    if (host.rule?.does === 'exit-0-with-error') return [['[REP_12400] Repository error.', failed], 0];
    return [[...(await command.run(request, host)), `${command.name} completed successfully.`], 0];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const usage = error instanceof Misuse ? usageOf([command]) : [];
    return [[...error.lines, ...usage, failed], 1];
  }
}

const usageOf = (commands: readonly Command[]) =>
  commands.flatMap(({ usage: [first, ...more] }) => [`Usage: ${first}`, ...more, '']);

function planWithoutConnection(typed: string, [about = '']: readonly string[]): Plan {
  const named = COMMANDS.filter(({ name }) => same(name, about));
  const answer = (): Answer => {
    if (same(typed, 'version')) return [['version completed successfully.'], 0];
    if (same(typed, 'help')) return [usageOf(named.length > 0 ? named : COMMANDS), 0];
    return [[`[REP_99002] The command [${typed}] is not known.`, `Failed to execute ${typed}.`], 1];
  };
  return { command: typed.toLowerCase(), delayMs: START_UP_MS, run: framedRun(START_UP_MS, answer) };
}

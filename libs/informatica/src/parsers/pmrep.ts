import type { CommandOutcome } from '../command.js';
import { isSameName } from '../names.js';
import { commandFailure, programFault } from './failure.js';
import { filledLines, notUnderstood } from './output.js';

type PmrepCommand = 'connect' | 'listuserconnections' | 'killuserconnection';

const INVOKED = /^Invoked at /;
const COMPLETED = /^Completed at /;
const CONNECTED = /^Connected to repository (\S+) in \S+ as user /;

/** pmrep's words for failure; it may say them and still exit 0. */
const failureLine = (command: PmrepCommand) =>
  new RegExp(`^(Failed to execute ${command}|Repository connection failed)\\.?$`, 'i');

/**
 * What a pmrep command printed between its `Invoked at` line and its status line, blank lines dropped, indentation kept.
 *
 * Success needs exit code 0, the status line, and nothing after it but the closing time stamp.
 */
export function parsePmrep(command: PmrepCommand, outcome: CommandOutcome): string[] {
  const what = `pmrep ${command}`;
  const printed = filledLines(outcome.stdout);
  const refused = printed.some((line) => failureLine(command).test(line));
  if (programFault(what, outcome) || outcome.exitCode !== 0 || refused) throw commandFailure(what, outcome);
  const isStatus = new RegExp(`^\\.?\\s*${command} completed successfully\\.?$`, 'i');
  const from = printed.findIndex((line) => INVOKED.test(line));
  const to = printed.findLastIndex((line) => isStatus.test(line));
  if (from < 0 || to < from) throw notUnderstood(what, 'the status line is missing', outcome);
  if (!printed.slice(to + 1).every((line) => COMPLETED.test(line))) {
    throw notUnderstood(what, 'something follows the status line', outcome);
  }
  return printed.slice(from + 1, to);
}

/** Checks that `pmrep connect` reached this repository; a connection file of another job would name another one. */
export function parseConnect(outcome: CommandOutcome, repository: string): void {
  const reached = parsePmrep('connect', outcome)
    .map((line) => CONNECTED.exec(line)?.[1])
    .find((name) => name !== undefined);
  if (reached !== undefined && !isSameName(reached, repository)) {
    throw notUnderstood('pmrep connect', 'it connected to another repository', outcome);
  }
}

/** Checks that `pmrep killuserconnection` says it succeeded. Whether the connection is gone, only a new list tells. */
export function parseKillUserConnection(outcome: CommandOutcome): void {
  parsePmrep('killuserconnection', outcome);
}

/** The lines of `pmrep listuserconnections`, without the line in which it says to which repository it connected. */
export function connectionLines(outcome: CommandOutcome): string[] {
  const printed = parsePmrep('listuserconnections', outcome);
  return CONNECTED.test(printed[0] ?? '') ? printed.slice(1) : printed;
}

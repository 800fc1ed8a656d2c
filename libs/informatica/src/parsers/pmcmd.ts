import type { CommandOutcome } from '../command.js';
import { commandFailure, programFault } from './failure.js';
import { notUnderstood } from './output.js';

/** Whether an Integration Service answers. `leaving`: it answers that it is shutting down. */
export type PingServiceAnswer = 'answers' | 'leaving' | 'silent';

/** Return codes of pmcmd (informatica-cli §7): 1 not available, 9 time-out while sending, 21 shutting down. */
const ANSWERS: ReadonlyMap<number, PingServiceAnswer> = new Map([
  [1, 'silent'],
  [9, 'silent'],
  [21, 'leaving'],
]);

/** Reads `pmcmd pingservice`. Its silence may also mean that the domain is down: infacmd has the last word. */
export function parsePingService(outcome: CommandOutcome): PingServiceAnswer {
  const what = 'pmcmd pingservice';
  const fault = programFault(what, outcome);
  if (fault) throw fault;
  const known = ANSWERS.get(outcome.exitCode);
  if (known) return known;
  if (outcome.exitCode !== 0) throw commandFailure(what, outcome);
  if (!/^Integration Service is alive\.?\s*$/m.test(outcome.stdout)) {
    throw notUnderstood(what, 'it ended well but does not say that the service is alive', outcome);
  }
  return 'answers';
}

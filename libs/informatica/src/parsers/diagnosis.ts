import { AppError } from '#libs/platform';
import type { CommandOutcome } from '../command.js';
import { programFault } from './failure.js';
import { parseInfacmd } from './infacmd.js';
import { allText, printable } from './output.js';

/** infacmd's line of its version, and the banner of pmrep and pmcmd (informatica-cli §3.10, §4.1, §7). */
const VERSION_LINE = /\bversion\b[^:\n]*:\s*(\S[^\n]*)/i;
const BANNER = /^Informatica\(r\) PM(?:REP|CMD), version \[([^\]\n]+)\]/m;

/**
 * The version that a program tells of itself; undefined where it tells none that we can read: nobody has seen all of them.
 * Throws where it could not be run.
 */
export function parseVersion(program: string, outcome: CommandOutcome): string | undefined {
  const fault = programFault(program, outcome);
  if (fault) throw fault;
  const text = allText(outcome);
  const [, version] = BANNER.exec(text) ?? VERSION_LINE.exec(text) ?? [];
  return version && printable(version);
}

/** How many objects of the domain there are and how many answer: its nodes and services, and itself. */
export interface DomainPulse {
  objects: number;
  alive: number;
}

/**
 * Reads `infacmd PingDomain`, whose one sure column is the state. Throws the classified failure; a domain that is down
 * prints one line that says so and nothing else.
 */
export function parsePingDomain(outcome: CommandOutcome): DomainPulse {
  if (outcome.exitCode !== 0 && /,NOT_ALIVE,?/.test(outcome.stdout) && !outcome.stdout.includes(',ALIVE')) {
    throw new AppError('DOMAIN_UNREACHABLE', 'The gateway of the Informatica domain does not answer.');
  }
  const states = parseInfacmd('PingDomain', outcome)
    .map((line) => line.split(','))
    .filter((cells) => cells.includes('ALIVE') || cells.includes('NOT_ALIVE'));
  return { objects: states.length, alive: states.filter((cells) => cells.includes('ALIVE')).length };
}

import { infacmdVersion, pingDomain } from '../commands/infacmd.js';
import { pmcmdVersion } from '../commands/pmcmd.js';
import { pmrepVersion } from '../commands/pmrep.js';
import { type DomainPulse, parsePingDomain, parseVersion } from '../parsers/diagnosis.js';
import { outcomeAt } from '../parsers/output.js';
import { type Steps, together } from '../steps.js';

const PROGRAMS = [infacmdVersion(), pmrepVersion(), pmcmdVersion()];

/** The versions of Informatica's programs by their names, undefined where one does not tell it. Throws where one cannot run. */
export function* readVersions(): Steps<Map<string, string | undefined>> {
  const outcomes = yield* together(...PROGRAMS);
  return new Map(
    PROGRAMS.map(({ program }, index) => [program, parseVersion(program, outcomeAt(outcomes, index, program))]),
  );
}

/** Logs in to the domain with the technical user by the cheapest command that does, and tells what of it answers. */
export function* provePulse(): Steps<DomainPulse> {
  return parsePingDomain(outcomeAt(yield* together(pingDomain()), 0, 'infacmd PingDomain'));
}

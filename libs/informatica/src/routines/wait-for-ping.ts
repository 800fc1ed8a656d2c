import { pingService } from '../commands/pmcmd.js';
import { outcomeAt } from '../parsers/output.js';
import { type PingServiceAnswer, parsePingService } from '../parsers/pmcmd.js';
import { chain, pause, type Steps } from '../steps.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Asks an Integration Service until it gives the wished answer, or until pauses and pings together took `limitMs`.
 *
 * pmcmd, because it needs no JVM. Does not say which came first: read the state afterwards.
 */
export function* waitForPing(
  { service, domain, wished }: { service: string; domain: string; wished: PingServiceAnswer },
  limitMs: number,
): Steps<void> {
  let spentMs = 0;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const pinged = outcomeAt(yield* chain(pingService(service, domain)), 0, 'pmcmd pingservice');
    if (parsePingService(pinged) === wished) return;
    spentMs += pinged.durationMs + pauseMs;
    if (spentMs > limitMs) return;
    yield* pause(pauseMs);
  }
}

import type { CommandOutcome } from '../command.js';
import { isName, isSameName } from '../names.js';
import { commandFailure, programFault } from './failure.js';
import { allText, filledLines, notUnderstood } from './output.js';

const SUCCESS = 'Command ran successfully.';
const FAILURE_CODE = /\[ICMD_\d{3,5}\]/;

/**
 * The data lines of an infacmd command that succeeded: exit code 0, no error text, and the success line at the end.
 *
 * Throws the classified failure; `OUTPUT_NOT_UNDERSTOOD` where it is neither a success nor a failure.
 */
export function parseInfacmd(command: string, outcome: CommandOutcome): string[] {
  const what = `infacmd ${command}`;
  if (programFault(what, outcome) || outcome.exitCode !== 0 || FAILURE_CODE.test(allText(outcome))) {
    throw commandFailure(what, outcome);
  }
  const printed = filledLines(outcome.stdout).map((line) => line.trim());
  if (printed.at(-1) !== SUCCESS) throw notUnderstood(what, 'the success line is missing', outcome);
  return printed.slice(0, -1);
}

/** The names of the services, as the domain spells them. A line that is no name of ours is never skipped silently. */
export function parseListServices(outcome: CommandOutcome): string[] {
  const names = parseInfacmd('ListServices', outcome);
  if (!names.every((name) => isName('service', name))) {
    throw notUnderstood('infacmd ListServices', 'a line is not the name of a service', outcome);
  }
  return names;
}

/** Whether the service is enabled: the administrator's wish, not whether it answers. */
export function parseGetServiceStatus(outcome: CommandOutcome): boolean {
  const printed = parseInfacmd('GetServiceStatus', outcome);
  const word = printed.length === 1 ? printed[0]?.toLowerCase() : undefined;
  if (word !== 'enabled' && word !== 'disabled') {
    throw notUnderstood('infacmd GetServiceStatus', 'it says neither Enabled nor Disabled', outcome);
  }
  return word === 'enabled';
}

/** What a ping tells: whether the service answers and, where printed, the `host:port` that answered. */
export interface PingAnswer {
  alive: boolean;
  endpoint?: string;
}

/**
 * Reads `infacmd Ping -sn`. A failure that infacmd itself reports (`ICMD_10033`) means: does not answer.
 *
 * Its inner code is not asked: nobody has seen what it prints for a stopped service. Whether the domain answers at all is
 * told by the other commands, which run beside each ping. A program that could not run or hung is an error, not an answer.
 */
export function parsePing(outcome: CommandOutcome, service: string): PingAnswer {
  const fault = programFault('infacmd Ping', outcome);
  if (fault) throw fault;
  if (allText(outcome).includes('[ICMD_10033]')) return { alive: false };
  const printed = parseInfacmd('Ping', outcome).find((line) => line.includes('[INFACMD_10052]'));
  if (!printed?.includes('was successfully pinged')) {
    throw notUnderstood('infacmd Ping', 'the line of the answer is missing', outcome);
  }
  const fields = new Map(
    [...printed.matchAll(/\b(Service|Host:Port) \[([^\]]*)\]/g)].map(([, name, value]) => [name, value]),
  );
  const answered = fields.get('Service');
  if (answered && !isSameName(answered, service))
    throw notUnderstood('infacmd Ping', 'another service answered', outcome);
  return { alive: true, ...endpointOf(fields.get('Host:Port'), outcome) };
}

function endpointOf(endpoint: string | undefined, outcome: CommandOutcome): { endpoint?: string } {
  if (!endpoint) return {};
  if (!/^[\x21-\x7e]{1,255}:\d{1,5}$/.test(endpoint)) {
    throw notUnderstood('infacmd Ping', 'the address is not host:port', outcome);
  }
  return { endpoint };
}

import type { Host } from '../host.js';
import { parseOptions } from '../options.js';
import type { Env, Plan, Program } from '../program.js';
import { type Output, printed, same } from '../text.js';
import { type Command, Failure, givenValue, type Request } from './command.js';
import { listNodes, listServiceNodes, listServices } from './lists.js';
import { ping } from './ping.js';
import { DomainDown, pingDomain } from './ping-domain.js';
import { disableService, enableService, getServiceStatus } from './service-state.js';
import { helpOf, misused, unknownCommand } from './usage.js';

const COMMANDS: readonly Command[] = [
  ping,
  pingDomain,
  listNodes,
  listServiceNodes,
  listServices,
  getServiceStatus,
  enableService,
  disableService,
];
const SUCCESS = 'Command ran successfully.';
const START_UP_MS = 3000;
const FAILED = 255;

/** `infacmd.sh [isp] <command> <options>`: errors go to stdout with exit code 255, as the real one does. */
export const infacmd: Program = {
  name: 'infacmd.sh',
  plan(argv, env) {
    const words = same(argv[0] ?? '', 'isp') ? argv.slice(1) : argv;
    const [typed = 'help', ...rest] = words;
    const command = COMMANDS.find(({ name }) => same(name, typed));
    return command ? planOf(command, typed, rest, env) : planWithoutDomain(typed);
  },
};

function planWithoutDomain(typed: string): Plan {
  const answer = () => {
    if (same(typed, 'help')) return helpOf(COMMANDS);
    if (same(typed, 'version')) return printed(['Informatica(r) Infacmd Version: 10.1.1', SUCCESS]);
    return unknownCommand(typed);
  };
  return { command: typed, delayMs: START_UP_MS, run: async () => answer() };
}

function planOf(command: Command, typed: string, rest: readonly string[], env: Env): Plan {
  const { values, words, fault } = parseOptions(rest, command.options);
  const request: Request = { values, env };
  const missing = command.required.find((name) => givenValue(request, name) === undefined);
  const wrong =
    fault ??
    (words.length > 0 ? `Unexpected argument [${words[0]}].` : undefined) ??
    (missing && `The mandatory option [-${missing}] is missing.`);
  return {
    command: command.name,
    target: values.get('sn') ?? values.get('nn') ?? givenValue(request, 'dn'),
    delayMs: START_UP_MS,
    run: async (host) => (wrong ? misused(wrong, command) : runCommand(command, typed, request, host)),
  };
}

async function runCommand(command: Command, typed: string, request: Request, host: Host): Promise<Output> {
  const failed = (inner: string, exitCode = FAILED) =>
    printed([`[ICMD_10033] Command [${typed}] failed with error [${inner}].`], exitCode);
  if (host.rule?.does === 'exit-0-with-error') return failed('[INFACMD_40000] [DOM_99009] The request failed.', 0);
  try {
    return printed([...(await command.run(request, host)), SUCCESS]);
  } catch (error) {
    if (error instanceof DomainDown) return printed([error.message], FAILED);
    if (error instanceof Failure) return failed(error.message);
    throw error;
  }
}

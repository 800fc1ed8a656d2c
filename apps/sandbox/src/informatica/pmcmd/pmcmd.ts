import { framed } from '../banner.js';
import type { Host } from '../host.js';
import { missingLibrary } from '../libraries.js';
import { type Options, parseOptions } from '../options.js';
import type { Program } from '../program.js';
import { type Output, same } from '../text.js';
import { type Command, getServiceDetails, pingService } from './commands.js';
import { CODE, Failure, type Request } from './request.js';

const COMMANDS: readonly Command[] = [pingService, getServiceDetails];
const START_UP_MS = 100;

/** `pmcmd <command> <options>`: a native program, so it starts quickly. */
export const pmcmd: Program = {
  name: 'pmcmd',
  plan(argv, env, home) {
    const [typed = '', ...rest] = argv;
    const command = COMMANDS.find(({ name }) => same(name, typed));
    const options = parseOptions(rest, command?.options ?? []);
    const request: Request = { values: options.values, env };
    const fault = command ? faultOf(command, options) : undefined;
    const unloaded = missingLibrary('pmcmd', env, home);
    return {
      command: command?.name ?? typed.toLowerCase(),
      target: request.values.get('sv'),
      delayMs: unloaded ? 0 : START_UP_MS,
      run: async (host) => {
        if (unloaded) return unloaded;
        if (!command) return same(typed, 'version') ? frame(host, []) : misused(host, `Unknown command [${typed}].`);
        return fault ? misused(host, fault, command) : runCommand(command, request, host);
      },
    };
  },
};

function faultOf({ required }: Command, { values, words, fault }: Options): string | undefined {
  if (fault) return fault;
  if (words.length > 0) return `Unexpected argument [${words[0]}].`;
  const unmet = required.find((group) => group.filter((name) => values.has(name)).length !== 1);
  return unmet && `Exactly one of these options is needed: ${unmet.map((name) => `-${name}`).join(' ')}.`;
}

function frame(host: Host, lines: readonly string[], exitCode = 0): Output {
  const invokedAt = host.now() - START_UP_MS * host.settings.delayScale;
  return framed('PMCMD', { invokedAt, completedAt: host.now() }, lines, exitCode);
}

function misused(host: Host, fault: string, command?: Command): Output {
  const usage = command ? command.options.map(({ names }) => `   [-${names.join('|-')}]`) : [];
  const name = command?.name ?? COMMANDS.map((one) => one.name).join(' | ');
  return frame(host, [`ERROR: ${fault}`, `Usage: pmcmd ${name}`, ...usage], CODE.usage);
}

async function runCommand(command: Command, request: Request, host: Host): Promise<Output> {
  if (host.rule?.does === 'exit-0-with-error') return frame(host, ['ERROR: The request failed.']);
  try {
    return frame(host, await command.run(request, host));
  } catch (error) {
    if (error instanceof Failure) return frame(host, [`ERROR: ${error.message}`], error.exitCode);
    throw error;
  }
}

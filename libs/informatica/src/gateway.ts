import type { Command } from './command.js';
import type { Step, StepAnswer, Steps } from './steps.js';

/**
 * The same steps for a domain whose gateway is known: infacmd and `pmrep connect` are told where it is, so that
 * `domains.infa` on the host may be missing or stale. pmcmd has no such option: it goes by that file always.
 *
 * `gateway` is `host:port`; where it is missing, the steps are left as they are.
 */
export function* throughGateway<T>(steps: Steps<T>, gateway: string | undefined): Steps<T> {
  if (gateway === undefined) return yield* steps;
  let next = steps.next();
  while (!next.done) {
    let answer: StepAnswer;
    try {
      answer = yield withGateway(next.value, gateway);
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next(answer);
  }
  return next.value;
}

const withGateway = (step: Step, gateway: string): Step =>
  step.kind === 'pause' ? step : { ...step, commands: step.commands.map((command) => told(command, gateway)) };

/** The same command for a domain whose gateway is known; where it is missing, the command is left as it is. */
export const commandThroughGateway = (command: Command, gateway: string | undefined): Command =>
  gateway === undefined ? command : told(command, gateway);

function told(command: Command, gateway: string): Command {
  const { program, args } = command;
  if (program === 'infacmd.sh') return { ...command, args: [...args, optionOf(args[1]), gateway] };
  if (program === 'pmrep' && args[0] === 'connect') return { ...command, args: args.flatMap(domainless(gateway)) };
  return command;
}

/** Ping, which needs no login, has a name of its own for the option (informatica-cli §2.1, §3.1). */
const optionOf = (infacmd: string | undefined): string => (infacmd === 'Ping' ? '-dg' : '-hp');

/** `pmrep connect` takes the name of the domain or the address of its gateway, never both. */
const domainless =
  (gateway: string) =>
  (word: string, index: number, args: readonly string[]): string[] => {
    if (word === '-d') return [];
    if (args[index - 1] !== '-d') return [word];
    const colon = gateway.lastIndexOf(':');
    return ['-h', gateway.slice(0, colon), '-o', gateway.slice(colon + 1)];
  };

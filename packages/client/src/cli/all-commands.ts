import { UsageFault } from './arguments.js';
import type { Command } from './command.js';
import { domainCommands } from './commands/domains.js';
import { jobCommands } from './commands/jobs.js';
import { permissionCommands } from './commands/permissions.js';
import { repositoryCommands } from './commands/repositories.js';
import { serviceCommands } from './commands/services.js';
import { sessionCommands } from './commands/sessions.js';

/** Everything that `etlaas` can do, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  ...domainCommands,
  ...permissionCommands,
  ...serviceCommands,
  ...repositoryCommands,
  ...sessionCommands,
  ...jobCommands,
];

/** The command that words name, and its operands; throws a `UsageFault`. */
export function findCommand(words: readonly string[]): { command: Command; operands: readonly string[] } {
  const [noun = '', verb = ''] = words;
  const command = COMMANDS.find(({ name }) => name === noun || name === `${noun} ${verb}`);
  const operands = words.slice(command?.name.split(' ').length);
  if (!command) throw new UsageFault(`There is no command "${[noun, verb].join(' ').trim()}". ${alternatives(noun)}`);
  if (operands.length !== command.operands.length) throw new UsageFault(`usage: ${usageOf(command)}`);
  return { command, operands };
}

function alternatives(noun: string): string {
  const near = COMMANDS.filter(({ name }) => name.startsWith(`${noun} `)).map(({ name }) => name);
  return near.length > 0 ? `There are: ${near.join(', ')}.` : 'etlaas --help tells all of them.';
}

/** `etlaas services stop <service>` */
export const usageOf = ({ name, operands }: Command): string =>
  ['etlaas', name, ...operands.map((operand) => `<${operand}>`)].join(' ');

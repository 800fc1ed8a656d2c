import { printed } from '../text.js';
import type { Command } from './command.js';

const FAILED = 255;

const usageOf = ({ name, options, required }: Command): string[] => [
  `Usage: ${name}`,
  ...options.map(({ names: [short, long] }) => {
    const option = `<-${long}|-${short}> ${long?.toLowerCase()}`;
    return required.includes(short) ? `   ${option}` : `   [${option}]`;
  }),
];

/** A command line that infacmd does not take: the fault, then how it is used. The texts and codes are guesses. */
export const misused = (fault: string, command: Command) =>
  printed([`[ICMD_99003] ${fault}`, ...usageOf(command)], FAILED);

export const unknownCommand = (typed: string) =>
  printed([`[ICMD_99004] The command [${typed}] is not known.`, 'Run "infacmd.sh help" for the list.'], FAILED);

/** The list of commands by group, names in lower camel case as 9.x prints them. */
export function helpOf(commands: readonly Command[]) {
  const camel = (name: string) => `   ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const group = (title: string, names: RegExp) => [
    `${title} Commands:`,
    ...commands.filter(({ name }) => names.test(name)).map(({ name }) => camel(name)),
  ];
  return printed([...group('Domain', /Ping/), ...group('Node', /Nodes/), ...group('Service', /Service(s|Status)?$/)]);
}

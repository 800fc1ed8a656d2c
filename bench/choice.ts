import { WITH_WORKER, WITHOUT_WORKER } from './parts.js';
import { BenchFault } from './scene/bench-fault.js';

const PARTS = [...WITH_WORKER, ...WITHOUT_WORKER].toSorted((one, other) => one.letter.localeCompare(other.letter));

/** What `npm run bench -- --help` prints. */
export const HELP = `npm run bench                 measures everything, some twelve minutes; best alone on its machine
npm run bench -- a b          measures these parts, and reports their limits only

${PARTS.map(({ letter, what }) => `  ${letter}  ${what}`).join('\n')}

Prints a report and leaves it in .cache/bench.json. Exit code 0: all limits met; 1: a limit is missed; 2: not measured.
`;

/** The letters of the parts that the arguments name, of all where they name none; throws a `BenchFault`. */
export function chosenParts(args: readonly string[]): ReadonlySet<string> {
  const letters = PARTS.map(({ letter }): string => letter);
  const unknown = args.filter((arg) => !letters.includes(arg));
  if (unknown.length > 0)
    throw new BenchFault(`It has no part ${unknown.join(', ')}. Its parts are ${letters.join(', ')}: see --help.`);
  return new Set(args.length > 0 ? args : letters);
}

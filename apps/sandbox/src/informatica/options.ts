import { same } from './text.js';

/** An option by its names, the first being its key; names match in any case. */
export interface OptionSpec {
  names: readonly [string, ...string[]];
  /** What follows it: one word (the default), several, or none. */
  takes?: 'one' | 'many' | 'none';
}

/** The options of a command line: values by key (several joined by a space), other words, and the first fault. */
export interface Options {
  values: ReadonlyMap<string, string>;
  words: readonly string[];
  fault?: string;
}

/** Reads options in any order, an option and its argument being two words. */
export function parseOptions(argv: readonly string[], specs: readonly OptionSpec[]): Options {
  const find = (word: string) => specs.find(({ names }) => names.some((name) => same(`-${name}`, word)));
  const values = new Map<string, string>();
  const words: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const spec = find(word);
    if (!spec && word.startsWith('-')) return { values, words, fault: `Unknown option [${word}].` };
    if (!spec) {
      words.push(word);
      continue;
    }
    const rest = argv.slice(at + 1);
    const end = rest.findIndex((next) => find(next));
    const free = end === -1 ? rest : rest.slice(0, end);
    const taken = spec.takes === 'none' ? [] : spec.takes === 'many' ? free : free.slice(0, 1);
    if (spec.takes !== 'none' && taken.length === 0)
      return { values, words, fault: `Option [${word}] has no argument.` };
    values.set(spec.names[0], taken.join(' '));
    at += taken.length;
  }
  return { values, words };
}

/**
 * Reads pmrep's one-letter options, in which case matters and an argument may be glued on: `-r NAME` or `-rNAME`.
 *
 * `letters` as in getopt: `r:` takes an argument, `a` does not.
 */
export function parseLetterOptions(argv: readonly string[], letters: string): Options {
  const values = new Map<string, string>();
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const letter = word.charAt(1);
    const place = letter === '' || letter === ':' ? -1 : letters.indexOf(letter);
    if (!word.startsWith('-') || place === -1) return { values, words: [], fault: `Invalid option [${word}].` };
    const takesArgument = letters.charAt(place + 1) === ':';
    const glued = word.slice(2);
    const argument = takesArgument && glued === '' ? argv[++at] : glued;
    if (argument === undefined || (!takesArgument && glued !== '')) {
      return { values, words: [], fault: `Invalid argument of option [-${letter}].` };
    }
    values.set(letter, argument);
  }
  return { values, words: [] };
}

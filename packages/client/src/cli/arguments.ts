import { parseArgs } from 'node:util';
import { type Duration, readDuration } from './duration.js';

/** Words that cannot be: the message says what to do instead. */
export class UsageFault extends Error {}

/** Parameters of a request, by their names there. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** What stands behind `etlaas`. */
export interface Arguments {
  /** `services stop INT_MAE_D01`, cut into words. */
  words: readonly string[];
  /** Given texts by their option, without the dashes. */
  texts: Readonly<Record<string, string | undefined>>;
  /** What is added to the query of the request, by its names there; a list where a name has several values. */
  query: Query;
  isJson: boolean;
  isWaiting: boolean;
  isHelp: boolean;
  isVersion: boolean;
  timeout: Duration | undefined;
}

/**
 * Options that are parameters of the request, and their names there. What the API does not know it refuses by name, so that
 * nothing here has to know which route takes what.
 */
const QUERY_TEXTS = {
  environment: 'environment',
  host: 'host',
  'on-conflict': 'onConflict',
  reason: 'reason',
  'not-after': 'notAfter',
  'max-age': 'maxAge',
  'if-user': 'ifUser',
  'if-login-time': 'ifLoginTime',
  status: 'status',
  operation: 'operation',
  'page-size': 'pageSize',
  'page-token': 'pageToken',
} as const;
const QUERY_FLAGS = { force: 'force', counts: 'counts', 'validate-only': 'validateOnly' } as const;

/** What may be said more than once: in several options, or with commas between. */
const LISTS = ['status', 'operation'];

const TEXTS = ['trigram', 'domain', 'mode', 'idempotency-key', 'timeout'] as const;
const FLAGS = ['json', 'wait', 'help', 'version'] as const;

// All of them are read as lists: else the last one would win where somebody says two.
const optionsOf = (names: readonly string[], type: 'string' | 'boolean') =>
  Object.fromEntries(names.map((name) => [name, { type, multiple: true }]));

const OPTIONS = {
  ...optionsOf([...TEXTS, ...Object.keys(QUERY_TEXTS)], 'string'),
  ...optionsOf([...FLAGS, ...Object.keys(QUERY_FLAGS)], 'boolean'),
  query: { type: 'string' as const, multiple: true },
  help: { type: 'boolean' as const, multiple: true, short: 'h' },
};

/** Reads the words behind `etlaas`; throws a `UsageFault`. */
export function readArguments(args: readonly string[]): Arguments {
  const { given, words } = parse(args);
  const textOf = (name: string) => given[name]?.[0];
  return {
    words,
    texts: Object.fromEntries(TEXTS.map((name) => [name, textOf(name)])),
    query: queryOf(given),
    isJson: textOf('json') !== undefined,
    isWaiting: textOf('wait') !== undefined || textOf('timeout') !== undefined,
    isHelp: textOf('help') !== undefined,
    isVersion: textOf('version') !== undefined,
    timeout: readTimeout(textOf('timeout')),
  };
}

/** What was given by its option, in its order; `true` for a flag. */
type Given = Readonly<Record<string, readonly string[] | undefined>>;

function parse(args: readonly string[]): { given: Given; words: string[] } {
  const { values, positionals } = parsed(args);
  const given = Object.fromEntries(Object.entries(values).map(([name, all]) => [name, [all].flat().map(String)]));
  const twice = Object.keys(given).find((name) => !mayRepeat(name) && (given[name]?.length ?? 0) > 1);
  if (twice) throw new UsageFault(`--${twice} is given twice. etlaas --help tells which options repeat.`);
  return { given, words: positionals };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageFault(`${(error as Error).message.split('. ')[0]}. etlaas --help tells all options.`);
  }
}

const mayRepeat = (name: string): boolean => name === 'query' || LISTS.includes(name);

function queryOf(given: Given): Query {
  const named = Object.entries({ ...QUERY_TEXTS, ...QUERY_FLAGS }).flatMap(([option, name]) =>
    valuesOf(option, given[option]).map((value): [string, string] => [name, value]),
  );
  return gathered([...named, ...(given['query'] ?? []).map(pairOf)]);
}

const valuesOf = (option: string, values: readonly string[] = []): readonly string[] =>
  LISTS.includes(option)
    ? values.flatMap((value) => value.split(','))
    : values.map((value) => (option === 'not-after' ? instantOf(value) : value));

/** An instant as the API wants it: `+10m` is in ten minutes, by the clock of this machine. */
function instantOf(text: string): string {
  if (!text.startsWith('+')) return text;
  const duration = readDuration(text.slice(1));
  if (!duration) throw new UsageFault('--not-after wants 2026-01-31T18:00:00Z, or +10m from now.');
  return new Date(Date.now() + duration.ms).toISOString();
}

/** Pairs by their names. */
function gathered(pairs: readonly [string, string][]): Query {
  const valuesFor = (name: string) => pairs.filter((pair) => pair[0] === name).map(([, value]) => value);
  return Object.fromEntries(
    pairs.map(([name, value]) => {
      const all = valuesFor(name);
      return [name, all.length > 1 ? all : value];
    }),
  );
}

function pairOf(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageFault('--query wants name=value.');
  return [name, value];
}

/** The query of a list that trigram and domain narrow, which elsewhere stand in the path. */
export const filterOf = ({ texts: { trigram, domain }, query }: Arguments): Query => ({
  ...query,
  ...(trigram && { trigram }),
  ...(domain && { domain }),
});

function readTimeout(text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  const duration = readDuration(text);
  if (!duration) throw new UsageFault('--timeout wants a time such as 90s, 30m or 2h.');
  return duration;
}

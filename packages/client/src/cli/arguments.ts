import { parseArgs } from 'node:util';
import { type Duration, readDuration } from './duration.js';

/** Words that cannot be: the message says what to do instead. */
export class UsageFault extends Error {}

/** What stands behind `etlaas`. */
export interface Arguments {
  /** `services stop INT_MAE_D01`, cut into words. */
  words: readonly string[];
  /** Given texts by their option, without the dashes. */
  texts: Readonly<Record<string, string | undefined>>;
  /** What is added to the query of the request, by its names there. */
  query: Readonly<Record<string, string>>;
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
const QUERY_FLAGS = { force: 'force', 'validate-only': 'validateOnly' } as const;

const TEXTS = ['trigram', 'domain', 'mode', 'idempotency-key', 'timeout'] as const;
const FLAGS = ['json', 'wait', 'help', 'version'] as const;

const optionsOf = (names: readonly string[], type: 'string' | 'boolean') =>
  Object.fromEntries(names.map((name) => [name, { type }]));

const OPTIONS = {
  ...optionsOf([...TEXTS, ...Object.keys(QUERY_TEXTS)], 'string'),
  ...optionsOf([...FLAGS, ...Object.keys(QUERY_FLAGS)], 'boolean'),
  query: { type: 'string' as const, multiple: true },
  help: { type: 'boolean' as const, short: 'h' },
};

/** Reads the words behind `etlaas`; throws a `UsageFault`. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const texts = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'));
  return {
    words: positionals,
    texts: texts as Record<string, string>,
    query: queryOf(values),
    isJson: values['json'] === true,
    isWaiting: values['wait'] === true,
    isHelp: values['help'] === true,
    isVersion: values['version'] === true,
    timeout: readTimeout(texts['timeout'] as string | undefined),
  };
}

type Values = Readonly<Record<string, unknown>>;

function parse(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageFault(`${(error as Error).message.split('. ')[0]}. etlaas --help tells all options.`);
  }
}

function queryOf(values: Values): Record<string, string> {
  const named = Object.entries({ ...QUERY_TEXTS, ...QUERY_FLAGS })
    .filter(([option]) => values[option] !== undefined)
    .map(([option, name]) => [name, String(values[option])]);
  return Object.fromEntries([...named, ...((values['query'] ?? []) as string[]).map(pairOf)]);
}

function pairOf(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageFault('--query wants name=value.');
  return [name, value];
}

function readTimeout(text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  const duration = readDuration(text);
  if (!duration) throw new UsageFault('--timeout wants a time such as 90s, 30m or 2h.');
  return duration;
}

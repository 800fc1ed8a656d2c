import { parseArgs } from 'node:util';
import type { StoryOf } from '#libs/audit';
import { UsageError } from '#libs/platform';

export const USAGE = `usage: npm run audit:show -- (--job <id> | --correlation <id> | --record <id>) [--json] [<dir>...]

Tells what the audit records in directories (else in AUDIT_DIR) say of a job, with every request about it; of a correlation id; or
one record. Give the directories of the api and of the workers, or that of the data lake.
--json  for programs
Keys: AUDIT_KEYS or AUDIT_KEYS_FILE; without them nothing is verified.
Exit code: 0 told, 1 nothing was found, or a record of it is not genuine or of a key that was not given, 2 it could not be read.`;

const OPTIONS = {
  job: { type: 'string' },
  correlation: { type: 'string' },
  record: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments; throws a `UsageError` that says what is wrong with them. */
export function readArguments(args: string[]) {
  const { values, positionals: directories } = parse(args);
  const { json, help, job, correlation, record } = values;
  return { json, help, directories, about: help ? undefined : aboutOf({ job, correlation, record }) };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function aboutOf(asked: Record<'job' | 'correlation' | 'record', string | undefined>): StoryOf {
  const given = Object.entries(asked).filter(([, id]) => id !== undefined);
  const [[name, id] = []] = given;
  if (given.length !== 1 || !name || !id) throw new UsageError('give one of --job, --correlation and --record');
  return { [name]: id } as unknown as StoryOf;
}

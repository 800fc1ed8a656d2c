import { parseArgs } from 'node:util';
import { UsageError } from '#libs/platform';

export const USAGE = `usage: npm run api:diff -- <old openapi.json> [<new openapi.json>]
       npm run api:diff -- --since <revision>

Says what callers of the old API may notice of the new one, which is docs/openapi.json where none is named.
--since <revision>  the old one is docs/openapi.json as it was in that revision of this repository
Exit code: 0 nothing breaks, 1 something does, 2 it could not be read.`;

const OPTIONS = { since: { type: 'string' }, help: { type: 'boolean', default: false } } as const;

/** Options of git must not be smuggled in as a revision. */
const REVISION = /^[A-Za-z0-9][\w./~^-]*$/;

/** Reads the arguments; throws a `UsageError` that says what is wrong with them. */
export function readArguments(args: string[]) {
  const { values, positionals } = parsed(args);
  const { since } = values;
  if (since !== undefined && !REVISION.test(since))
    throw new UsageError('--since needs a revision, such as main or v1.2.0');
  const count = positionals.length + (since === undefined ? 0 : 1);
  const isRight = since === undefined ? count === 1 || count === 2 : count === 1;
  if (!values.help && !isRight) throw new UsageError('say which document, or which revision, is the old one');
  return { ...values, files: positionals };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

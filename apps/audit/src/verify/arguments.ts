import { parseArgs } from 'node:util';
import { UsageError } from '#libs/platform';

export const USAGE = `usage: npm run audit:verify -- [<dir>...] [--anchors <dir>] [--key-rules <file>] [--writer <name>] [--json]

Verifies the audit records in directories (else in AUDIT_DIR): segments of writers and batches of the data lake.
--anchors <dir>  where anchors were kept (else AUDIT_ANCHOR_DIR, where that is set)
--key-rules <file>  which writer could have signed with which key, and when (JSON)
--writer <name>  only the records of this writer, such as worker-1
--json           for programs
Keys: AUDIT_KEYS or AUDIT_KEYS_FILE. Exit code: 0 all is well, 1 tampering or loss, 2 it could not be read.`;

const OPTIONS = {
  anchors: { type: 'string', multiple: true },
  'key-rules': { type: 'string' },
  writer: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments; throws a `UsageError` that says what is wrong with them. */
export function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    return { anchors: [], ...values, directories: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

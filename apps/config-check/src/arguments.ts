import { parseArgs } from 'node:util';
import { UsageError } from '#libs/platform';

export const USAGE = `usage: npm run config:check -- api|worker [--json]

Reads the environment as the app does, and says what its settings are, where each comes from, and everything that is
wrong with them and with the files that they name. Connects to nothing, changes nothing, shows no secret.
--json  for programs
Exit code: 0 the app would start, 1 there are problems, 2 wrong usage.`;

const OPTIONS = { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

/** Reads the arguments; throws a `UsageError` that says what is wrong with them. */
export function readArguments(args: string[]) {
  const { values, positionals } = parsed(args);
  const [app = '', ...more] = positionals;
  if (values.help) return { app, ...values };
  if (more.length > 0 || !['api', 'worker'].includes(app)) throw new UsageError('say which app: api or worker');
  return { app, ...values };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

import { randomBytes } from 'node:crypto';
import { SHELL_LIBRARY } from './shell-library.js';

/**
 * What a shell is told before its script: the constant library, and a private directory of its own.
 *
 * Nothing in it depends on a job, a host or a caller and it holds no secret, so a shell may be told it before there is a
 * script. Each shell needs its own.
 */
export function preparation(): string {
  const directory = `T="\${TMPDIR:-/tmp}/etlaas.${randomBytes(12).toString('hex')}"`;
  // What the directory is refused for is told again, and heard, when there is a script.
  // In braces: where a start-up file of the login shell read some of our lines, the shell ends at the closing one.
  return `{\n${SHELL_LIBRARY}\n${directory}\netlaas_own 2>/dev/null\n}\n`;
}

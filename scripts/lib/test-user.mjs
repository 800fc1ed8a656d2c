import { mkdirSync } from 'node:fs';
import { isRoot } from './debian.mjs';
import { textOf } from './paths.mjs';
import { step } from './report.mjs';
import { run } from './run.mjs';

const NAME = 'etlaas-test';

const hasUser = () => textOf('/etc/passwd')?.includes(`\n${NAME}:`) === true;

/** Debian's sshd wants it when root starts it; normally init makes it. */
const SSHD_FOLDER = '/run/sshd';

/**
 * The tests against a real sshd log in as somebody who is not root. Only root can make that user; anybody else logs in
 * as themselves. The password `*` can never be typed, but unlike `!` it does not lock the account for sshd.
 */
export async function ensureTestUser() {
  if (!isRoot()) return;
  mkdirSync(SSHD_FOLDER, { recursive: true, mode: 0o755 });
  if (hasUser()) return;
  const home = `/var/lib/${NAME}`;
  const options = ['--system', '--create-home', '--home-dir', home, '--shell', '/bin/sh', '--password', '*'];
  await step(`making the system user ${NAME}`, () => run('useradd', [...options, NAME]));
}

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram, textOf } from './paths.mjs';
import { run } from './run.mjs';

export const isDebian = () => existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined;
export const isRoot = () => process.getuid?.() === 0;

const POLICY = '/usr/sbin/policy-rc.d';
const NO_DAEMONS =
  '#!/bin/sh\n# Written by the set-up of etlaas for the length of one apt-get install; may be deleted.\nexit 101\n';
const PATIENCE = ['-o', 'DPkg::Lock::Timeout=120'];
const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Installs packages without what they recommend, and without the daemons that they would start. */
export const installPackages = (packages) =>
  withoutDaemons(async () => {
    await run('apt-get', [...PATIENCE, 'update'], { env: ENV });
    await run('apt-get', [...PATIENCE, 'install', '-y', '--no-install-recommends', ...packages], { env: ENV });
  });

/**
 * openssh-server starts an sshd on port 22 when it is installed. Debian's packages ask policy-rc.d first; 101 means no.
 * A policy that the machine has already is left as it is.
 */
async function withoutDaemons(work) {
  const before = textOf(POLICY);
  const isOurs = before === undefined || before === NO_DAEMONS;
  if (isOurs) writeFileSync(POLICY, NO_DAEMONS, { mode: 0o755 });
  try {
    await work();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}

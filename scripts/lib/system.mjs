import { existsSync } from 'node:fs';
import { installPackages, isDebian, isRoot } from './debian.mjs';
import { hasKustomize, unpackKustomize } from './kustomize.mjs';
import { underLock } from './lock.mjs';
import { findProgram } from './paths.mjs';
import { hasRedis, unpackRedis } from './redis.mjs';
import { SetupFault, step } from './report.mjs';

const program = (name, packageName) => ({
  what: name,
  package: packageName,
  isThere: () => findProgram(name) !== undefined,
});

/** What of the system is needed: how to see it, the Debian package, and what else helps. */
export const redis = {
  what: 'a Redis server',
  package: 'redis-tools',
  isThere: hasRedis,
  withoutRoot: unpackRedis,
  orElse: ', or set REDIS_URL to one that runs',
};
export const sshClient = program('ssh', 'openssh-client');
export const sshd = [program('sshd', 'openssh-server'), sshClient];
export const directories = [
  program('slapd', 'slapd'),
  program('openssl', 'openssl'),
  program('samba', 'samba-ad-dc'),
  {
    what: 'what samba-tool provisions a domain with',
    package: 'samba-ad-provision',
    isThere: () => existsSync('/usr/share/samba/setup/provision.ldif'),
  },
];
/** Tests of a zone that is cut off make networks of their own with it, where root runs them. */
export const networks = program('ip', 'iproute2');
/** Login shells that are no POSIX shells. */
export const loginShells = ['tcsh', 'fish'].map((name) => program(name, name));
/** How a login becomes the OS user of Informatica. */
export const sudo = program('sudo', 'sudo');
/** Process 1 of the images. */
export const init = program('tini', 'tini');
export const browser = program('chromium', 'chromium');
export const ansible = program('ansible-playbook', 'ansible-core');

/** What builds deploy/kubernetes; a Debian that does not have it gets that of a later one. */
export const kustomize = {
  what: 'kustomize 5 or newer, alone or in kubectl 1.27 or newer,',
  package: 'kustomize',
  isThere: hasKustomize,
  fetch: unpackKustomize,
};

/** What is installed where that is possible, and done without where it is not. */
export const ifPossible = (need) => ({ ...need, isOptional: true });

const missingOf = (needs) => needs.filter(({ isThere }) => !isThere());
const neededOf = (needs) => missingOf(needs).filter(({ isOptional }) => !isOptional);

/** Throws a `SetupFault` that names everything that is missing and could not be installed. */
export async function ensureSystem(needs) {
  if (missingOf(needs).length === 0) return;
  const fault = await underLock('system', () => install(missingOf(needs))).catch((error) => error);
  if (fault && neededOf(needs).length > 0) throw fault;
  const missing = neededOf(needs);
  if (missing.length > 0) throw new SetupFault(missing.map(advice).join('\n'));
}

async function install(missing) {
  if (!isDebian() || missing.length === 0) return;
  const packages = missing.filter(({ fetch }) => !fetch).map((need) => need.package);
  if (isRoot() && packages.length > 0)
    await step(`installing ${packages.join(', ')} (apt-get)`, () => installPackages(packages));
  for (const { what, fetch, withoutRoot = fetch } of missing) {
    const unpack = isRoot() ? fetch : withoutRoot;
    // The advice that follows says more than apt's words would.
    if (unpack) await step(`unpacking ${what} into .cache`, unpack).catch(() => {});
  }
}

const advice = ({ what, package: name, orElse = '' }) =>
  `${what} is missing: ${isDebian() ? `run \`apt-get update && apt-get install ${name}\` as root` : `install it (on Debian: ${name})`}${orElse}.`;

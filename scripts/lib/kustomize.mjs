import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram, inCache } from './paths.mjs';
import { SetupFault } from './report.mjs';
import { run } from './run.mjs';

/** Debian has it from this release on. */
const RELEASE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Debian's own build says "(devel)". */
const NEW_ENOUGH = /^\(devel\)|\bv?([5-9]|\d\d)\.\d+\.\d+/m;

/** What builds a folder, how it is asked to, and how it says which kustomize it is. */
const builders = () => [
  { program: findProgram('kustomize'), build: 'build', version: ['version'] },
  { program: findProgram('kubectl'), build: 'kustomize', version: ['version', '--client'] },
  { program: inCache('kustomize', 'usr', 'bin', 'kustomize'), build: 'build', version: ['version'] },
];

function isNewEnough({ program, version }) {
  if (program === undefined) return false;
  const { status, stdout } = spawnSync(program, version, { encoding: 'utf8' });
  // kubectl tells its own version too.
  return status === 0 && NEW_ENOUGH.test(stdout.replace(/^Client Version.*$/m, ''));
}

/** Whether a kustomize 5 is there, alone or in kubectl; if so, `.cache/bin/kustomize` prints what a folder builds. */
export function hasKustomize() {
  const found = builders().find(isNewEnough);
  if (found) lead(found);
  return found !== undefined;
}

function lead({ program, build }) {
  mkdirSync(inCache('bin'), { recursive: true });
  writeFileSync(inCache('bin', 'kustomize'), `#!/bin/sh\nexec '${program}' ${build} "$@"\n`, { mode: 0o755 });
}

/** An older Debian has none: that of a later release is fetched and unpacked into .cache; it needs nothing but the C library. */
export async function unpackKustomize() {
  const folder = inCache('kustomize');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/lists/partial`, { recursive: true });
  writeFileSync(`${folder}/later.list`, `deb [signed-by=${KEYRING}] ${await mirror()} ${RELEASE} main\n`);
  // apt's own lists and settings stay as they are.
  const apart = ['sourcelist=later.list', 'sourceparts=/dev/null'].map((option) => `Dir::Etc::${option}`);
  const options = [...apart, 'Dir::State::lists=lists', 'Dir::Cache=.'].flatMap((option) => [
    '-o',
    absolute(option, folder),
  ]);
  await run('apt-get', [...options, 'update'], { cwd: folder });
  await run('apt-get', [...options, 'download', 'kustomize'], { cwd: folder });
  await run('sh', ['-c', 'dpkg -x kustomize_*.deb .'], { cwd: folder });
  rmSync(`${folder}/lists`, { recursive: true });
}

/** apt takes relative paths from its own root. */
const absolute = (option, folder) => option.replace(/=(?!\/)(.*)$/, (_, path) => `=${folder}/${path}`);

/** From where this machine has its packages. */
async function mirror() {
  const told = await run('apt-get', [
    'indextargets',
    '--format',
    '$(ORIGIN) $(CODENAME) $(REPO_URI)',
    'Created-By: Packages',
  ]);
  const [, address] = /^Debian [a-z]+ (\S+)$/m.exec(told) ?? [];
  if (address) return address;
  throw new SetupFault('apt has no list of a release of Debian: run `apt-get update` as root.');
}

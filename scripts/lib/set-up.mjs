import { build, isBuilt } from './build.mjs';
import { areInstalled, installDependencies } from './dependencies.mjs';
import { underLock } from './lock.mjs';
import { checkNode } from './node-version.mjs';
import { SetupFault, say } from './report.mjs';
import { endRunningCommands } from './run.mjs';
import {
  ansible,
  browser,
  directories,
  ensureSystem,
  ifPossible,
  init,
  kustomize,
  loginShells,
  networks,
  redis,
  sshClient,
  sshd,
  sudo,
} from './system.mjs';
import { ensureTestUser } from './test-user.mjs';

const NEEDS = {
  build: [],
  start: [redis, ...[sshClient, ansible].map(ifPossible)],
  test: [redis, ...sshd, sudo, ...loginShells, ...directories, browser, ansible, kustomize, init, ifPossible(networks)],
  bench: [redis, ...sshd, ansible],
};

async function ensureBuild() {
  if (areInstalled() && isBuilt()) return;
  await underLock('build', async () => {
    if (!areInstalled()) await installDependencies();
    if (!isBuilt()) await build();
  });
}

/** Both halves run at once, and both end before a fault is told, so that one run tells all that is missing. */
async function setUp(mode) {
  if (!(mode in NEEDS)) throw new SetupFault(`usage: node scripts/setup.mjs ${Object.keys(NEEDS).join('|')}`);
  checkNode();
  const halves = await Promise.allSettled([ensureBuild(), ensureSystem(NEEDS[mode])]);
  const faults = halves.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  if (faults.length > 0) throw faults.length === 1 ? faults[0] : new SetupFault(faults.map(String).join('\n'));
  if (mode === 'test' || mode === 'bench') await ensureTestUser();
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Sets up and resolves with whether it could; what it could not is told, and is the exit code of this process. Signals end it
 * until then, and are whoever's comes next.
 */
export async function trySetUp(mode) {
  const endBy = (signal) => {
    process.exitCode = SIGNALS[signal];
    endRunningCommands();
  };
  for (const signal of Object.keys(SIGNALS)) process.on(signal, endBy);
  try {
    await setUp(mode);
  } catch (error) {
    process.exitCode ??= 1;
    say(error instanceof SetupFault ? error.message : error.stack);
  }
  for (const signal of Object.keys(SIGNALS)) process.off(signal, endBy);
  return process.exitCode === undefined;
}

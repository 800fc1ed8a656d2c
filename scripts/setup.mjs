/**
 * Sets up what an npm script needs: `node scripts/setup.mjs start|test|bench|build`.
 *
 * Runs as its pre-script, without dependencies of its own. Silent when all is there; exit code 1 and a sentence on what
 * to do when it cannot help itself.
 */
import { build, isBuilt } from './lib/build.mjs';
import { areInstalled, installDependencies } from './lib/dependencies.mjs';
import { underLock } from './lib/lock.mjs';
import { checkNode } from './lib/node-version.mjs';
import { SetupFault, say } from './lib/report.mjs';
import { endRunningCommands } from './lib/run.mjs';
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
} from './lib/system.mjs';
import { ensureTestUser } from './lib/test-user.mjs';

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
  const halves = await Promise.allSettled([ensureBuild(), ensureSystem(NEEDS[mode])]);
  const faults = halves.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  if (faults.length > 0) throw faults.length === 1 ? faults[0] : new SetupFault(faults.map(String).join('\n'));
  if (mode === 'test' || mode === 'bench') await ensureTestUser();
}

async function main(mode) {
  if (!(mode in NEEDS)) throw new SetupFault(`usage: node scripts/setup.mjs ${Object.keys(NEEDS).join('|')}`);
  checkNode();
  await setUp(mode);
}

for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    process.exitCode = exitCode;
    endRunningCommands();
  });
}

try {
  await main(process.argv[2] ?? '');
} catch (error) {
  process.exitCode ??= 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}

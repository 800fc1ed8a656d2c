/**
 * Packs what a VM needs to run a worker: `node scripts/pack-worker.mjs`, after the build, into
 * dist/worker/etlaas-worker-<version>-<content>.tar.gz. What was packed before is removed.
 *
 * The name holds the content, so that a release that runs on a VM is never written to.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot, ROOT } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';
import { run } from './lib/run.mjs';

/** The worker is one file and needs no node_modules. package.json comes last: where it was unpacked, all is there. */
const BEFORE = ['dist/programs/worker.js', 'dist/programs/worker.js.map'];
const LAST = 'package.json';

/** What the ansible transport runs. Never the whole folder: an operator's inventory and vault may lie in it. */
const TRANSPORT = ['ansible/run-scripts.yml', 'ansible/plugins'];

function filesUnder(path) {
  const isPart = (name) => TRANSPORT.some((part) => name === part || name.startsWith(`${part}/`));
  const files = readdirSync(inRoot(path), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
  return paths.filter((each) => isPart(each) && !each.endsWith('.pyc')).sort();
}

/** They stand in the archive too, or on the VM they would be owned and readable as chance has it. */
function foldersOf(files) {
  const above = (path) => (dirname(path) === '.' ? [] : [...above(dirname(path)), dirname(path)]);
  return [...new Set(files.flatMap(above))];
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex').slice(0, 8);
}

async function pack() {
  const folder = inRoot('dist', 'worker');
  const files = [...BEFORE, ...filesUnder('ansible'), LAST];
  const { version } = JSON.parse(readFileSync(inRoot(LAST), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, `etlaas-worker-${version}-${digestOf(files)}.tar.gz`);
  const options = ['--create', '--gzip', '--no-recursion', '--owner=0', '--group=0', '--file', archive];
  await run('tar', [...options, '--', ...foldersOf(files), ...files], { cwd: ROOT });
  process.stdout.write(`${archive}\n`);
}

try {
  await pack();
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}

/**
 * Packs what a VM needs to run an app: `node scripts/pack.mjs api|worker`, after the build, into
 * dist/releases/etlaas-<app>-<version>-<content>.tar.gz. What was packed of that app before is removed.
 *
 * The name holds the content of both apps: a release that runs on a VM is never written to, and what is packed of one build for
 * API and workers has one name, which they tell as their version.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot, ROOT } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';
import { run } from './lib/run.mjs';

/** The apps, and what an operator runs beside them; each is one file and needs no node_modules but what is named below. */
const PROGRAMS = {
  api: ['api', 'config-check', 'audit-show', 'audit-verify'],
  worker: ['worker', 'config-check', 'doctor', 'audit-show', 'audit-verify'],
};

/**
 * Files and folders of an app. Of ansible/ only what the transport runs: an operator's inventory and vault may lie there.
 * The packages hand their files out to browsers.
 */
const PARTS = {
  api: ['dist/programs/page', 'node_modules/@bull-board/ui', 'node_modules/swagger-ui-dist'],
  worker: ['ansible/plugins', 'ansible/run-scripts.yml'],
};

/** Comes last: where it was unpacked, all is there. Its version is the name of the release. */
const LAST = 'package.json';

/** What nobody asks for: source maps of packages, their other builds, what Python left. */
const NEEDLESS = /^node_modules\/.*\.map$|\/swagger-ui(-es-bundle(-core)?)?\.js(\.LICENSE\.txt)?$|\.pyc$/;

function filesUnder(path) {
  if (statSync(inRoot(path)).isFile()) return [path];
  const files = readdirSync(inRoot(path), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))).sort();
}

function filesOf(app) {
  const programs = PROGRAMS[app].flatMap((name) => [`dist/programs/${name}.js`, `dist/programs/${name}.js.map`]);
  const parts = PARTS[app].flatMap(filesUnder).filter((file) => !NEEDLESS.test(file));
  return [...programs, ...parts];
}

/** They stand in the archive too, or on the VM they would be owned and readable as chance has it. */
function foldersOf(files) {
  const above = (path) => (dirname(path) === '.' ? [] : [...above(dirname(path)), dirname(path)]);
  return [...new Set(files.flatMap(above))];
}

/** The manifest of this repository, and what the release of its build is called. */
function describe() {
  const manifest = JSON.parse(readFileSync(inRoot(LAST), 'utf8'));
  const files = [...new Set(Object.keys(PROGRAMS).flatMap(filesOf)), LAST];
  return { manifest, release: `${manifest.version}-${digestOf(files)}` };
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex').slice(0, 8);
}

async function pack(app) {
  if (!(app in PROGRAMS)) throw new SetupFault(`usage: node scripts/pack.mjs ${Object.keys(PROGRAMS).join('|')}`);
  const folder = inRoot('dist', 'releases');
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((name) => name.startsWith(`etlaas-${app}-`))) rmSync(join(folder, old));
  const { manifest, release } = describe();
  const files = filesOf(app);
  const archive = join(folder, `etlaas-${app}-${release}.tar.gz`);
  const described = mkdtempSync(join(folder, '.package-'));
  try {
    const text = `${JSON.stringify({ ...manifest, version: release }, null, 2)}\n`;
    writeFileSync(join(described, LAST), text, { mode: 0o644 });
    const options = ['--create', '--gzip', '--no-recursion', '--owner=0', '--group=0', '--file', archive];
    await run('tar', [...options, ...foldersOf(files), ...files, '--directory', described, LAST], { cwd: ROOT });
  } finally {
    rmSync(described, { recursive: true });
  }
  process.stdout.write(`${archive}\n`);
}

try {
  await pack(process.argv[2]);
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}

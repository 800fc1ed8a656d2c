import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, textOf } from './paths.mjs';
import { step } from './report.mjs';
import { npm } from './run.mjs';

/** Inside dist and written last: half a build has none. */
const stampFile = () => inRoot('dist', '.built-from');

const SETTINGS = ['package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** What is compiled, and what browsers get as it is. */
const SOURCES = /\.(?:ts|js|css|html|svg)$/;

function filesUnder(folder) {
  const names = readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => SOURCES.test(name) && !name.endsWith('.spec.ts')).map((name) => join(folder, name));
}

const foldersOf = (kind) => readdirSync(inRoot(kind)).map((name) => join(kind, name, 'src'));

function tryList(list) {
  try {
    return list();
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  }
}

function sourceFiles() {
  const folders = [
    ...tryList(() => foldersOf('apps')),
    ...tryList(() => foldersOf('libs')),
    ...tryList(() => foldersOf('packages')),
    'bench',
  ];
  return folders.flatMap((folder) => tryList(() => filesUnder(folder)));
}

/** By content, because git gives files new times. */
function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const path of [...sources, ...SETTINGS].sort()) hash.update(`${path}\0`).update(readFileSync(inRoot(path)));
  return `${hash.digest('hex')}\n`;
}

/** Whether dist is made from the sources as they are; where there are none (an image), dist is what there is. */
export function isBuilt() {
  const sources = sourceFiles();
  return sources.length === 0 || textOf(stampFile()) === fingerprint(sources);
}

export const build = () =>
  step('building', async () => {
    // Taken before: what is edited while the compiler runs makes the next start build again.
    const madeFrom = fingerprint(sourceFiles());
    rmSync(inRoot('dist'), { recursive: true, force: true });
    await npm('run', 'build');
    writeFileSync(stampFile(), madeFrom);
  });

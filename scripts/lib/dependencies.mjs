import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { inRoot, textOf } from './paths.mjs';
import { step } from './report.mjs';
import { npm } from './run.mjs';

/** Inside node_modules, so that whoever removes or remakes that folder removes the stamp too. */
const stampFile = () => inRoot('node_modules', '.etlaas-installed');

/** Some packages hold programs for one kind of machine only. */
function wantedStamp() {
  const lock = createHash('sha256').update(textOf(inRoot('package-lock.json')) ?? '');
  return `${lock.digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** A built image carries no sources; there is nothing to install for. */
const hasSources = () => existsSync(inRoot('apps', 'api', 'src'));

/** Whether node_modules is what package-lock.json says. */
export function areInstalled() {
  if (!hasSources() || textOf(stampFile()) === wantedStamp()) return true;
  if (!isMadeByNpmFromThisLock()) return false;
  writeFileSync(stampFile(), wantedStamp());
  return true;
}

/**
 * Somebody may have run `npm ci` by hand: npm's own record in node_modules then holds the packages of the lock file.
 * Another package manager leaves no such record, an older `npm install` one with other versions.
 */
function isMadeByNpmFromThisLock() {
  const record = textOf(inRoot('node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const locked = JSON.parse(textOf(inRoot('package-lock.json'))).packages;
  const installed = JSON.parse(record).packages;
  const isSame = ([path, wanted]) =>
    (wanted.optional && !installed[path]) || installed[path]?.integrity === wanted.integrity;
  return Object.entries(locked).every((entry) => entry[0] === '' || isSame(entry));
}

/** Fresh from the lock file, tools included even where NODE_ENV says production: the build needs them. */
export const installDependencies = () =>
  step('installing dependencies (npm ci, about half a minute)', async () => {
    await npm('ci', '--no-audit', '--no-fund', '--include=dev');
    writeFileSync(stampFile(), wantedStamp());
  });

/**
 * Records what a release leaves behind, for the tests of the releases after it: `node scripts/record-release.mjs [<its folder>]`.
 *
 * Run it once, when a release is made; without a folder it is this one. Its folder must be set up (`node scripts/setup.mjs test`).
 * The record lies in test/fixtures/release-<version> then, and is never changed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inRoot } from './lib/paths.mjs';
import { say } from './lib/report.mjs';

const RECORDER = 'test/support/release/record-release.ts';

/** Packages are those of this folder: the recorder runs beside them, with the folder of the release as its root. */
async function bundled(folder) {
  const outfile = join(folder, 'record-release.mjs');
  const how = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    conditions: ['source'],
    logLevel: 'error',
  };
  await build({ entryPoints: [inRoot(RECORDER)], outfile, ...how });
  return outfile;
}

const folder = mkdtempSync(inRoot('.cache', 'record-'));
try {
  const file = await bundled(folder);
  process.chdir(resolve(process.argv[2] ?? inRoot()));
  const { recordRelease } = await import(pathToFileURL(file).href);
  say(`recorded ${await recordRelease(inRoot('test', 'fixtures'))}`);
} catch (error) {
  process.exitCode = 1;
  say(error.stack);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

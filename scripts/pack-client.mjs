/**
 * Makes the package @etlaas/client: `npm run pack:client`, into dist/client/etlaas-client-<version>.tgz, for
 * `npm publish` or `npm install` of that file.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';
import { npm, run } from './lib/run.mjs';

async function pack() {
  const folder = inRoot('packages', 'client');
  const target = inRoot('dist', 'client');
  rmSync(inRoot('packages', 'client', 'dist'), { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await run(process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', folder]);
  const [{ filename }] = JSON.parse(await npm('pack', '--json', '--pack-destination', target, folder));
  process.stdout.write(`${inRoot('dist', 'client', filename)}\n`);
}

try {
  await pack();
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}

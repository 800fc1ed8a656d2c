/**
 * Writes what the product is made of: `npm run sbom`, into dist/sbom/etlaas-<version>.cdx.json (CycloneDX).
 *
 * From package-lock.json alone, without what only developers need. The same lock file gives the same bytes: no time, no random
 * number, no name of the folder.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';
import { npm } from './lib/run.mjs';

const OPTIONS = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev', '--package-lock-only'];

function lasting({ serialNumber: _, metadata: { timestamp: __, ...metadata }, ...document }, name) {
  return { ...document, metadata: { ...metadata, component: { ...metadata.component, name } } };
}

async function writeSbom() {
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const document = JSON.parse(await npm('sbom', '--loglevel', 'error', ...OPTIONS));
  const file = inRoot('dist', 'sbom', `${name}-${version}.cdx.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(lasting(document, name), undefined, 2)}\n`);
  process.stdout.write(`${file}\n`);
}

try {
  await writeSbom();
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}

import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { inRoot } from '../paths.js';

/** CommonJS packages in an ES module ask for it. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Makes one file of a program that is only for tests, in `folder`; answers its path. */
export function bundled(source: string, folder: string): string {
  const outfile = join(folder, 'program.mjs');
  buildSync({
    entryPoints: [inRoot(source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    banner: { js: REQUIRE },
  });
  return outfile;
}

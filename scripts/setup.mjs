/**
 * Sets up what an npm script needs: `node scripts/setup.mjs start|test|bench|build`.
 *
 * Runs as its pre-script, without dependencies of its own. Silent when all is there; exit code 1 and a sentence on what
 * to do when it cannot help itself.
 */
import { trySetUp } from './lib/set-up.mjs';

await trySetUp(process.argv[2] ?? '');

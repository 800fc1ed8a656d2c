/**
 * `npm start`: sets up, then is the sandbox.
 *
 * One process for both: as a pre-script the set-up would cost a start of Node.js more, and nothing else can begin meanwhile.
 */
import { trySetUp } from './lib/set-up.mjs';

if (await trySetUp('start')) await import('../dist/programs/sandbox.js');

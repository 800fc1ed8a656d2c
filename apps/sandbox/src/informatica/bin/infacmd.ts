import { infacmd } from '../infacmd/infacmd.js';
import { runProgram } from '../run-program.js';

await runProgram(infacmd);

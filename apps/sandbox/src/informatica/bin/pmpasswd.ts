import { pmpasswd } from '../pmpasswd.js';
import { runProgram } from '../run-program.js';

await runProgram(pmpasswd);

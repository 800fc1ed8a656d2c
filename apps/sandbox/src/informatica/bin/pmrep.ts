import { pmrep } from '../pmrep/pmrep.js';
import { runProgram } from '../run-program.js';

await runProgram(pmrep);

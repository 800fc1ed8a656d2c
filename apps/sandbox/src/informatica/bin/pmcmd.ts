import { pmcmd } from '../pmcmd/pmcmd.js';
import { runProgram } from '../run-program.js';

await runProgram(pmcmd);

import { pmcmd } from '../pmcmd/pmcmd.js';
import { runProgram } from '../run-program.js';

void runProgram(pmcmd);

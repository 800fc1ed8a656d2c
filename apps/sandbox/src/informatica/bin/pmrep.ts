import { pmrep } from '../pmrep/pmrep.js';
import { runProgram } from '../run-program.js';

void runProgram(pmrep);

import { pmpasswd } from '../pmpasswd.js';
import { runProgram } from '../run-program.js';

void runProgram(pmpasswd);

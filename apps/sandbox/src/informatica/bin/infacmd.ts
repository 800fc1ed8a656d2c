import { infacmd } from '../infacmd/infacmd.js';
import { runProgram } from '../run-program.js';

void runProgram(infacmd);

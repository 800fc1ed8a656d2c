import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { SetupFault } from './report.mjs';

const SHOWN_LINES = 40;
const running = new Set();
let isEnding = false;

/** Ends what runs, once; each `run` then rejects, so that its caller can tidy up. */
export function endRunningCommands() {
  isEnding = true;
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a command quietly; what it printed is shown only when it fails, in the fault that this rejects with. */
export function run(command, args, { env = process.env, cwd = ROOT } = {}) {
  if (isEnding) return Promise.reject(new SetupFault('interrupted'));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => reject(new SetupFault(`${command} cannot be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(isEnding ? new SetupFault('interrupted') : failure([command, ...args], code ?? signal, output));
    });
  });
}

function failure(command, end, output) {
  const lines = output.trimEnd().split('\n').slice(-SHOWN_LINES);
  return new SetupFault(`${command.join(' ')} ended with ${end}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Runs the npm that runs us, or else the one on the PATH. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args]) : run('npm', args);
}

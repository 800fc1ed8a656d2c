import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { BenchFault } from './bench-fault.js';
import { cleanEnvironment } from './child.js';

/** How to run a program to its end. */
export interface ProgramRun {
  args: readonly string[];
  stdin?: string;
  env?: Readonly<Record<string, string>>;
}

/** What the program printed on stdout. Rejects with all it printed when it ends with anything but 0. */
export async function runProgram(command: string, { args, stdin = '', env = {} }: ProgramRun): Promise<string> {
  const child = spawn(command, args, { env: { ...cleanEnvironment(), ...env } });
  const [output, errors] = [collect(child.stdout), collect(child.stderr)];
  // A program that ends without reading its stdin says why by its exit code.
  child.stdin.on('error', () => undefined).end(stdin);
  // Not `close`: an ssh that stays behind as ControlMaster may keep our stderr open.
  const ended = Promise.all([once(child, 'exit'), once(child.stdout, 'end')]);
  const [[code, signal]] = await ended.catch((error: Error) => {
    throw new BenchFault(`${command} cannot be run: ${error.message}`);
  });
  if (code !== 0) throw new BenchFault(`${command} ended with ${code ?? signal}: ${output()}${errors()}`);
  return output();
}

/** What came so far. */
function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  return () => text;
}

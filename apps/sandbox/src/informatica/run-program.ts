import { dirname } from 'node:path';
import { play } from './play.js';
import type { Program } from './program.js';

const print = (stream: NodeJS.WriteStream, text: string | Buffer) =>
  new Promise<void>((done) => stream.write(text, () => done()));

/** Runs a program with the arguments and environment of this process. Its INFA_HOME is where it was installed. */
export async function runProgram(program: Program): Promise<void> {
  // A reader that went away does not stop the JVM in the middle of a change either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const home = dirname(dirname(process.argv[1] ?? ''));
  const start = { argv: process.argv.slice(2), env: process.env, home };
  const { stdout, stderr, exitCode } = await play(program, start, (text) => print(process.stdout, text));
  await print(process.stdout, stdout);
  await print(process.stderr, stderr);
  process.exitCode = exitCode;
}

import { spawn } from 'node:child_process';
import { type Host, type Machine, openHost, realMachine } from './host.js';
import type { Env, Program } from './program.js';
import { isHeld } from './state/scenario.js';
import type { Output } from './text.js';

const MIB = 1024 * 1024;
const FLOOD_BYTES = 64 * MIB;
const FLOOD_LINE = `${'flood '.repeat(170)}\n`;
/** Starts with bytes that no UTF-8 text has. */
const GARBAGE = Buffer.from([0xff, 0xfe, 0x00, 0x1b, 0xc3, 0x28, 0x07, 0x80, 0xbf, 0xf5, 0x0d, 0x9d, 0x0a]);

/** How often a program looks whether it is still held back. */
const LOOK_AGAIN_AFTER_MS = 50;

const HANGS: ReadonlySet<string | undefined> = new Set(['hang', 'ignore-term', 'leave-child']);

/** Where a program prints; `write` resolves when the text is taken, and never rejects. */
export type Print = (text: string | Buffer) => Promise<void>;

/** One whole program start: ledger, the scenario's misdeed, delay, the command itself. */
export async function play(
  program: Program,
  { argv, env, home }: { argv: readonly string[]; env: Env; home: string },
  print: Print,
  machine: Machine = realMachine,
): Promise<Output> {
  const plan = program.plan(argv, env, home);
  const call = { program: program.name, command: plan.command, target: plan.target };
  const host = await openHost(home, call, machine);
  host.record('start');
  while (isHeld(home, call)) await machine.sleep(LOOK_AGAIN_AFTER_MS);
  await misbehaveFirst(host, print, { machine, home });
  await host.wait(plan.delayMs);
  const output = misbehaveLast(host, await plan.run(host));
  host.record('end', output.exitCode);
  return output;
}

const IGNORE_TERM = "process.on('SIGTERM', () => {}); setInterval(() => {}, 60_000)";

async function misbehaveFirst(
  { rule }: Host,
  print: Print,
  { machine, home }: { machine: Machine; home: string },
): Promise<void> {
  if (rule?.ms !== undefined) await machine.sleep(rule.ms);
  if (rule?.does === 'ignore-term') process.on('SIGTERM', () => {});
  // The home as an argument, so that whoever looks for processes of this installation finds it.
  if (rule?.does === 'leave-child') spawn(process.execPath, ['-e', IGNORE_TERM, home], { stdio: 'inherit' });
  if (HANGS.has(rule?.does)) await new Promise(() => setInterval(() => {}, 60_000));
  if (rule?.does !== 'flood') return;
  const chunk = FLOOD_LINE.repeat(64);
  for (let left = rule.bytes ?? FLOOD_BYTES; left > 0; left -= chunk.length) await print(chunk.slice(0, left));
}

function misbehaveLast(host: Host, output: Output): Output {
  const does = host.rule?.does;
  if (does === 'die-by-signal' || does === 'die-after-effect') host.die();
  return does === 'garbage' ? { ...output, stdout: GARBAGE } : output;
}

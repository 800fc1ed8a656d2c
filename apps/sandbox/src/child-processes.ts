import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Keeper } from './keeper.js';
import type { Lifetime, Turn } from './lifetime.js';

const END_WITHIN_MS = 10_000;
const SHOWN_LINES = 15;

/** One program to run beside the sandbox. */
export interface ChildPlan {
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Gets all it prints. */
  logFile: string;
  /** When it is ended. */
  turn: Turn;
}

/** Of our own environment a child sees this only: what else is set in somebody's shell must not configure it. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_OPTIONS', 'LOG_LEVEL'];

/** The programs that run beside the sandbox. One that ends by itself is a failure of the whole. */
export class ChildProcesses {
  readonly #keeper: Keeper;

  constructor(private readonly life: Lifetime) {
    this.#keeper = new Keeper(life);
  }

  start(plan: ChildPlan): void {
    this.life.ensureAlive();
    const log = openSync(plan.logFile, 'a');
    // In a group of its own: Ctrl-C in the terminal reaches the sandbox only, which ends its children in order.
    const child = spawn(plan.command, plan.args, {
      detached: true,
      env: { ...inherited(), ...plan.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', (error) => this.life.fail(new Error(`${plan.name} cannot be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (!this.life.isEnding) this.life.fail(new Error(obituary(plan, code ?? signal)));
    });
    if (child.pid === undefined) return;
    this.#keeper.watch(child.pid);
    this.life.onEnd(plan.turn, () => end(child));
  }
}

function inherited(): Record<string, string> {
  const pairs = PASSED_ON.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), END_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended just now.
  }
}

function obituary({ name, logFile }: ChildPlan, end: number | string | null): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES);
  return [`${name} ended (${end}). Its last lines, of ${logFile}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

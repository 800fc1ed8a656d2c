import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchFault } from './bench-fault.js';
import type { Lifetime } from './lifetime.js';

const LOOK_AGAIN_MS = 20;
const READY_WITHIN_MS = 30_000;
const END_WITHIN_MS = 5_000;
const SHOWN_LINES = 15;

/** What is set in somebody's shell must not configure what is measured. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'];

/** One program that runs beside the bench. */
export interface ChildPlan {
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  logFile: string;
  /** Whether it serves already; a rejection counts as no. */
  isReady: () => Promise<boolean>;
}

/** The environment that children see, and nothing else. */
export function cleanEnvironment(): Record<string, string> {
  const pairs = PASSED_ON.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs);
}

/** How a Node.js child is started; BENCH_NODE_ARGS is for profiles, which NODE_OPTIONS refuses (`--cpu-prof`). */
export const nodeArguments = (...args: string[]): string[] => [
  ...(process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter((arg) => arg !== ''),
  ...args,
];

/** A running program; `pid` is for its CPU time. */
export class Child {
  private constructor(
    private readonly process: ChildProcess,
    readonly pid: number,
  ) {}

  /** Starts a program and waits until it is ready. Rejects with the end of its log where that does not come. */
  static async start(plan: ChildPlan, life: Lifetime): Promise<Child> {
    if (life.isEnding) throw new BenchFault('the bench is ending');
    const log = openSync(plan.logFile, 'a');
    const process = spawn(plan.command, plan.args, {
      env: { ...cleanEnvironment(), ...plan.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    let fault: Error | undefined;
    process.on('error', (error) => {
      fault = error;
    });
    const child = new Child(process, process.pid ?? 0);
    life.onEnd(() => child.end());
    const giveUpAt = performance.now() + READY_WITHIN_MS;
    while (!(await plan.isReady().catch(() => false))) {
      if (fault || child.hasEnded || performance.now() > giveUpAt) throw new BenchFault(obituary(plan, fault));
      await sleep(LOOK_AGAIN_MS);
    }
    return child;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Resolves when the program has ended. */
  async end(): Promise<void> {
    if (this.pid === 0 || this.hasEnded) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), END_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
}

function obituary({ name, logFile }: ChildPlan, fault?: Error): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES);
  const said = fault ? [fault.message] : lines;
  return [`${name} did not come up. It said:`, ...said.map((line) => `  ${line}`)].join('\n');
}

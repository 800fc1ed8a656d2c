import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from './wait-until.js';

const END_WITHIN_MS = 40_000;
const TOLD_LINES = 60;
/** What it printed may come after its end; a child that outlives it may hold its output for ever. */
const LAST_WORDS_MS = 1_000;

/** The kernel ends a child when its parent dies, however that dies. Part of util-linux; where it is missing, afterAll must do. */
const SETPRIV = '/usr/bin/setpriv';

/** Of the environment of the tests a child sees this only: somebody's shell must not configure it. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'];

/** One program to run. It gets the environment of `env`, and little else. */
export interface Plan {
  name: string;
  command: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** How a process ended: by itself with a code, or by a signal. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A started process, its log and its end. */
export class Running {
  /** Everything it printed, both streams. */
  log = '';
  /** Resolves when it has ended and its log is whole. */
  readonly ended: Promise<End>;
  private readonly child: ChildProcess;

  constructor(readonly plan: Plan) {
    const line = [plan.command, ...(plan.args ?? [])];
    if (existsSync(SETPRIV)) line.unshift(SETPRIV, '--pdeathsig', 'KILL', '--');
    const [command = '', ...args] = line;
    this.child = spawn(command, args, { env: { ...inherited(), ...plan.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.log += text;
      });
    }
    this.child.on('error', (error) => {
      this.log += `\ncannot be started: ${error.message}`;
    });
    const closed = once(this.child, 'close').catch(() => undefined);
    this.ended = once(this.child, 'exit').then(async ([code, signal]) => {
      await Promise.race([closed, sleep(LAST_WORDS_MS, undefined, { ref: false })]);
      return { code, signal } as End;
    });
    this.ended.catch(() => undefined);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.plan.name} was not started: ${this.log}`);
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a signal to this process and no other. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until `isSo`; rejects at once with the log when the process ends before. */
  async becomes(what: string, isSo: () => Promise<boolean> | boolean): Promise<this> {
    let hasEnded = false;
    await waitUntil(`${this.plan.name} ${what}`, async () => {
      hasEnded = !this.isRunning;
      return hasEnded || (await isSo());
    });
    if (hasEnded) throw new Error(`${this.plan.name} ended before it ${what}:\n${this.log}`);
    return this;
  }

  /** As `kill -9` does. Resolves when it is gone. */
  async kill(): Promise<End> {
    this.signal('SIGKILL');
    return this.ended;
  }

  /** Asks for an ordered end, and kills what does not end in time. */
  async end(): Promise<End> {
    if (!this.isRunning) return this.ended;
    // A stopped process hears nothing else.
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), END_WITHIN_MS);
    return this.ended.finally(() => clearTimeout(timer));
  }
}

/** All processes of a test file. `endAll` belongs into afterAll. */
export class Processes {
  private readonly all: Running[] = [];

  start(plan: Plan): Running {
    const running = new Running(plan);
    this.all.push(running);
    return running;
  }

  /** Ends what still runs, the last started first. */
  async endAll(): Promise<void> {
    for (const running of this.all.reverse()) if (running.isRunning) await running.end();
  }

  /** The last lines of each process, to be shown when a test has failed. */
  get logs(): string {
    return this.all.map(({ plan, log }) => `---- ${plan.name}\n${lastLines(log)}`).join('\n');
  }

  /** Everything that was printed, for tests that search it. */
  get everything(): string {
    return this.all.map(({ log }) => log).join('\n');
  }
}

const lastLines = (log: string): string => log.trimEnd().split('\n').slice(-TOLD_LINES).join('\n');

function inherited(): Record<string, string> {
  const pairs = PASSED_ON.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A folder of its own that `remove` takes away. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `etlaas-${name}-`));
  chmodSync(folder, 0o700);
  return folder;
}

/** A loopback address of its own: Samba's ports are fixed, so that servers cannot share one. */
export const ownAddress = (): string => `127.${randomInt(64, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;

/** A server program that can be killed, frozen, thawed and started again. */
export class DirectoryProcess {
  #child: ChildProcess | undefined;
  #said = '';

  constructor(
    private readonly program: string,
    private readonly args: readonly string[],
    private readonly folder: string,
    private readonly door: { host: string; port: number },
  ) {}

  /** Resolves when it takes connections; rejects with what it said when it ends before. */
  async start(): Promise<void> {
    this.#said = '';
    const child = spawn(this.program, this.args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    const listen = (chunk: Buffer): void => {
      this.#said = `${this.#said}${chunk}`.slice(-4_000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    while (!(await takesConnections(this.door))) {
      if (child.exitCode !== null) throw new Error(`${this.program} ended with ${child.exitCode}:\n${this.#said}`);
      await pause(50);
    }
  }

  /** Ends at once, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Resolves when every thread stands still. */
  async freeze(): Promise<void> {
    this.#child?.kill('SIGSTOP');
    const threads = `/proc/${this.#child?.pid}/task`;
    const isStill = (thread: string): boolean => / T /.test(readFileSync(`${threads}/${thread}/stat`, 'utf8'));
    while (!readdirSync(threads).every(isStill)) await pause(10);
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends for good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const takesConnections = (door: { host: string; port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(door)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });

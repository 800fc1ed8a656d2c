import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChildProcesses } from './child-processes.js';
import { KEEPER_SCRIPT, Keeper } from './keeper.js';
import { Lifetime } from './lifetime.js';

let folder: string;
let life: Lifetime;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etlaas-children-'));
  life = new Lifetime();
});
afterEach(async () => {
  await life.end();
  rmSync(folder, { recursive: true });
});

const log = () => join(folder, 'child.log');

const startShell = (script: string, env = {}) =>
  new ChildProcesses(life).start({
    name: 'the child',
    command: '/bin/sh',
    args: ['-c', script],
    env,
    logFile: log(),
    turn: 'first',
  });

async function logged(text: string): Promise<void> {
  while (!readFileSync(log(), 'utf8').includes(text)) await sleep(10);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a child', () => {
  it('that ends by itself is a failure, told with its last lines', async () => {
    const failure = life.failure();
    startShell('echo one; echo two >&2; exit 7');
    await expect(failure).rejects.toThrow(/the child ended \(7\).*\n {2}one\n {2}two$/);
  });

  it('that cannot be started is a failure', async () => {
    const failure = life.failure();
    new ChildProcesses(life).start({
      name: 'nobody',
      command: '/no/such/program',
      args: [],
      logFile: log(),
      turn: 'first',
    });
    await expect(failure).rejects.toThrow('nobody cannot be started');
  });

  it('is told to end, and has ended when the lifetime has', async () => {
    startShell('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.05; done');
    await logged('up');
    await life.end();
    expect(readFileSync(log(), 'utf8')).toContain('bye');
  });

  it('sees of our environment only what every program needs', async () => {
    process.env['OIDC_ISSUER_FILE'] = '/somewhere';
    startShell('env; echo done; exec sleep 60', { PORT: '1' });
    await logged('done');
    delete process.env['OIDC_ISSUER_FILE'];
    const text = readFileSync(log(), 'utf8');
    expect(text).toContain('PORT=1');
    expect(text).toContain('PATH=');
    expect(text).not.toContain('OIDC_ISSUER_FILE');
  });

  it('is not started once the end has begun', async () => {
    await life.end();
    expect(() => startShell('true')).toThrow('ending');
  });
});

/** Starts a process that nobody but the keeper would end, and tells the keeper of it. */
async function keepSleeper(keeperLife: Lifetime): Promise<{ sleeper: ChildProcess; pid: number }> {
  const sleeper = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const { pid = 0 } = sleeper;
  await new Promise((resolve) => sleeper.once('spawn', resolve));
  new Keeper(keeperLife).watch(pid);
  return { sleeper, pid };
}

describe('the keeper', () => {
  it('leaves the children to a sandbox that ends in order', async () => {
    const { sleeper, pid } = await keepSleeper(life);
    await life.end();
    expect(isAlive(pid)).toBe(true);
    sleeper.kill('SIGKILL');
  });

  it('ends the children of a sandbox that was killed', async () => {
    const sleeper = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const keeper = spawn('/bin/sh', ['-c', KEEPER_SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = once(sleeper, 'exit');
    keeper.stdin.end(`${sleeper.pid}\n`);
    expect(await ended).toEqual([null, 'SIGTERM']);
    if (keeper.exitCode === null) await once(keeper, 'exit');
  });
});

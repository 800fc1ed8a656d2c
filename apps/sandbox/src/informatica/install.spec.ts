import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { aFolder, aHome } from './test-home.js';

const ALL = { program: 'infacmd', command: 'Ping' };
let bundled: string;
const children: ChildProcess[] = [];

/** The programs as the build leaves them: one file each. */
async function bundle(): Promise<string> {
  const to = aFolder();
  const program = (name: string) => join(import.meta.dirname, 'bin', `${name}.ts`);
  await build({
    entryPoints: ['infacmd', 'pmrep', 'pmcmd', 'pmpasswd'].map(program),
    outdir: to,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  });
  return to;
}

const aRealHome = () => aHome({ from: bundled });
const programOf = (home: string, name: string) => join(home, name === 'infacmd.sh' ? 'isp/bin' : 'server/bin', name);

/** Runs an installed program as a process of its own. */
function start(host: ReturnType<typeof aHome>, line: string) {
  const [name = '', ...argv] = line.split(' ');
  const child = spawn(programOf(host.home, name), argv, { env: { ...host.env, PATH: '/usr/bin:/bin' } });
  children.push(child);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode,
    signal,
    stdout: Buffer.concat(output),
  }));
  return { child, ended };
}

const CONNECT = 'pmrep connect -r REP_MAE_D01 -d DOM_MAE_D01 -n svc_etlaas -X INFA_DEFAULT_DOMAIN_PASSWORD';

beforeAll(async () => {
  bundled = await bundle();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('installed programs', () => {
  it('keep their state between processes', async () => {
    const host = aRealHome();
    expect((await start(host, 'infacmd.sh DisableService -sn INT_MAE_D01 -mo Stop').ended).exitCode).toBe(0);
    const status = await start(host, 'infacmd.sh GetServiceStatus -sn INT_MAE_D01').ended;
    expect(status.stdout.toString()).toBe('Disabled\nCommand ran successfully.\n');
    expect((await start(host, 'pmcmd pingservice -sv INT_MAE_D01 -d DOM_MAE_D01').ended).exitCode).toBe(1);
    expect((await start(host, 'pmpasswd').ended).exitCode).toBe(1);
  });

  it('lose no change when many run at once', async () => {
    const host = aRealHome();
    const { nextConnectionId } = host.domain();
    const ends = await Promise.all(Array.from({ length: 8 }, () => start(host, CONNECT).ended));
    expect(ends.map(({ exitCode }) => exitCode)).toEqual(Array(8).fill(0));
    expect(host.domain().nextConnectionId).toBe(nextConnectionId + 8);
    expect(host.ledger()).toHaveLength(16);
  });

  it('die by a real signal after the effect', async () => {
    const host = aRealHome();
    host.rules({ program: 'pmrep', command: 'killuserconnection', does: 'die-after-effect' });
    await start(host, CONNECT).ended;
    const { signal, stdout } = await start(host, 'pmrep killuserconnection -i 15').ended;
    expect({ signal, stdout: stdout.toString() }).toEqual({ signal: 'SIGKILL', stdout: '' });
    expect(host.effects()).toEqual(['15']);
    expect((await start(host, 'pmrep listuserconnections').ended).stdout.toString()).not.toMatch(/^15 :/m);
  });

  it('hang until they are killed', async () => {
    const host = aRealHome();
    host.rules({ ...ALL, does: 'hang' });
    const { child, ended } = start(host, 'infacmd.sh Ping');
    while (host.ledger().length === 0) await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
    expect(host.ledger().map(({ phase, pid }) => [phase, pid])).toEqual([['start', child.pid]]);
  });

  it('print bytes that are no text', async () => {
    const host = aRealHome();
    host.rules({ ...ALL, does: 'garbage' });
    const { stdout } = await start(host, 'infacmd.sh Ping').ended;
    expect(Buffer.from(stdout.toString('utf8')).equals(stdout)).toBe(false);
  });

  it('go on to the effect when nobody reads a flood to its end', async () => {
    const host = aRealHome();
    host.rules({ program: 'infacmd', command: 'DisableService', does: 'flood', bytes: 8_000_000 });
    const { child, ended } = start(host, 'infacmd.sh DisableService -sn INT_MAE_D01 -mo Abort');
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ exitCode: 0 });
    expect(host.effects()).toEqual(['INT_MAE_D01']);
  });
});

describe('install', () => {
  it('leaves everything open to other users', () => {
    const { home } = aRealHome();
    const mode = (path: string) => (statSync(join(home, path)).mode & 0o777).toString(8);
    expect(['isp', 'isp/bin/infacmd.sh', 'server/bin/pmcmd', 'simulator'].map(mode)).toEqual(Array(4).fill('755'));
    expect(['state', 'state/locks'].map(mode)).toEqual(['777', '777']);
    expect(['state/domain.json', 'state/ledger.jsonl', 'state/settings.json'].map(mode)).toEqual(Array(3).fill('666'));
    expect(mode('simulator/pmrep.cjs')).toBe('644');
  });
});

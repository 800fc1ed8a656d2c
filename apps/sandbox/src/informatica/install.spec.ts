import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { aFolder, aHome } from './test-home.js';

const ALL = { program: 'infacmd', command: 'Ping' };
let compiled: string;
const children: ChildProcess[] = [];

/** The simulators as plain ES modules, as the build leaves them. */
function compile(): string {
  const to = aFolder();
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /\.spec\.ts$/.test(file)) continue;
    const { code } = transformSync(readFileSync(join(import.meta.dirname, file), 'utf8'), {
      swcrc: false,
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file.replace(/ts$/, 'js')), code);
  }
  writeFileSync(join(to, 'package.json'), '{"type":"module"}');
  return to;
}

const aRealHome = () => aHome({ from: compiled });
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

beforeAll(() => {
  compiled = compile();
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
  it('leaves everything open to other users, and nothing of specs', () => {
    const { home } = aRealHome();
    const mode = (path: string) => (statSync(join(home, path)).mode & 0o777).toString(8);
    expect(['isp', 'isp/bin/infacmd.sh', 'server/bin/pmcmd', 'simulator/state'].map(mode)).toEqual(
      Array(4).fill('755'),
    );
    expect(['state', 'state/locks'].map(mode)).toEqual(['777', '777']);
    expect(['state/domain.json', 'state/ledger.jsonl', 'state/settings.json'].map(mode)).toEqual(Array(3).fill('666'));
    expect(mode('simulator/play.js')).toBe('644');
    expect(existsSync(join(home, 'simulator/test-home.js'))).toBe(false);
  });

  it('works from the command line', async () => {
    const home = aFolder();
    const argv = [join(compiled, 'install.js'), '--home', home, '--domain', 'DOM_RCR_P01', '--delay-scale', '0.1'];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    expect(JSON.parse(stdout)).toEqual({
      home,
      user: 'svc_etlaas',
      securityDomain: 'Native',
      encryptedPassword: expect.stringMatching(/^[A-Za-z0-9+/=]{44,}$/),
    });
    expect(readFileSync(join(home, 'state/settings.json'), 'utf8')).toContain('"delayScale": 0.1');
    expect(readFileSync(join(home, 'domains.infa'), 'utf8')).toContain('<domainName>DOM_RCR_P01</domainName>');
  });

  it.each([[['--domain', 'DOM_X', '--home', '/nowhere']], [['--domain', 'DOM_RCR_P01']]])(
    'refuses %j',
    async (argv) => {
      const run = promisify(execFile)(process.execPath, [join(compiled, 'install.js'), ...argv]);
      await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('usage:') });
    },
  );
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { waitUntil } from '../../testing/wait-until.js';
import type { RemoteHost } from '../remote-host.js';
import { buildAbortScript, buildScript } from '../script/build-script.js';
import { readReport, ScriptOutput } from '../script/read-report.js';
import type { TransportRun } from '../transport.js';
import type { PoolLimits } from './connection-pool.js';
import { HostKeys } from './host-keys.js';
import { SshTransport } from './ssh-transport.js';
import { makeKey, SshServer } from './testing/ssh-server.js';

const login = makeKey();
const LIMITS: PoolLimits = { channelsPerConnection: 8, connectionsPerHost: 1, idleMs: 60_000 };

let home: string;
let server: SshServer;
let transport: SshTransport;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'etlaas-shells-'));
  for (const name of ['tmp', 'bin', 'isp/bin']) mkdirSync(join(home, name), { recursive: true });
  writeFileSync(join(home, 'bin/sudo'), '#!/bin/sh\nshift 4\nexec "$@"\n', { mode: 0o755 });
  writeFileSync(join(home, 'isp/bin/infacmd.sh'), '#!/bin/sh\neval "$1"\n', { mode: 0o755 });
  const env = { HOME: home, TMPDIR: join(home, 'tmp'), PATH: `${home}/bin:/usr/bin:/bin` };
  server = await new SshServer(login, { env }).start();
  transport = transportWith({});
});
afterEach(async () => {
  await transport.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

const transportWith = (limits: Partial<PoolLimits>) =>
  new SshTransport(
    { privateKey: new Secret(login.pem), hostKeys: HostKeys.parse(server.knownAs('host.socgen')) },
    { ...LIMITS, ...limits },
  );

const hostOf = (osUser?: string): RemoteHost => ({
  hostname: 'host.socgen',
  address: '127.0.0.1',
  port: server.port,
  user: 'infa',
  infaHome: home,
  domain: 'DOM_T',
  securityDomain: 'Native',
  informaticaUser: 'svc',
  informaticaPassword: new Secret('x'),
  ...(osUser && { osUser }),
});

/** A script whose one command is read by a shell. */
function scriptOf(line: string) {
  const command = { program: 'infacmd.sh', args: [line], timeoutMs: 60_000 } as const;
  return buildScript({ kind: 'chain', commands: [command] }, hostOf(), { jobId: 'j', remainingMs: 60_000 });
}

/** Runs a command on the host and answers what it printed and its exit code. */
async function run(
  script = scriptOf('echo "$INFA_DEFAULT_DOMAIN"'),
  how: Partial<TransportRun & { osUser: string }> = {},
) {
  const output = new ScriptOutput(script.marker);
  await transport.execute(hostOf(how.osUser), script.text, {
    sink: { stdout: (chunk) => output.stdout.feed(chunk), stderr: (chunk) => output.stderr.feed(chunk) },
    signal: new AbortController().signal,
    mayStart: async () => undefined,
    isComplete: () => output.isComplete,
    ...how,
  });
  const report = readReport(output, [60_000], '');
  const [outcome] = 'answer' in report ? (report.answer.outcomes ?? []) : [];
  return [outcome?.stdout, outcome?.exitCode];
}

/** The directories of the shells on the host. */
const directories = () => readdirSync(join(home, 'tmp')).map((name) => join(home, 'tmp', name));

/** The directory of the only shell on the host, once as many were ever started there. */
async function oneWaits(started: number): Promise<string> {
  const isSo = () => server.commands.length === started && server.running.size === 1 && directories().length === 1;
  await waitUntil('one shell that waits', isSo);
  return directories()[0] ?? 'none';
}

/** A script that tells the directory of its shell. */
const whereAmI = () => scriptOf('dirname "$INFA_REPCNX_INFO"');

const DONE = ['DOM_T\n', 0];

describe('a shell that waits', () => {
  it('takes the next script, and another waits in its place', async () => {
    expect(await run()).toEqual(DONE);
    const directory = await oneWaits(2);
    expect(await run(whereAmI())).toEqual([`${directory}\n`, 0]);
    expect(await oneWaits(3)).not.toBe(directory);
  });

  it('is there while a script runs, and takes the one that ends its commands', async () => {
    await run();
    await oneWaits(2);
    const long = scriptOf('echo begun; sleep 60');
    const ending = run(long);
    await waitUntil('a shell beside the script', () => server.commands.length === 3);
    await run(buildAbortScript(long.runId), { isComplete: () => false }).catch(() => undefined);
    expect(await ending).toEqual(['begun\n', 143]);
  });

  it('leaves nothing on the host when the connection ends', async () => {
    await run();
    await oneWaits(2);
    await transport.close();
    await waitUntil('no shell', () => server.running.size === 0);
    expect(directories()).toEqual([]);
  });

  it('ends when no script comes, and then its connection', async () => {
    transport = transportWith({ idleMs: 100 });
    await run();
    await waitUntil('a shell that waits', () => server.commands.length === 2);
    await waitUntil('no connection', () => server.connections === 0);
    expect(directories()).toEqual([]);
  });

  it('makes its directory anew where somebody removed it', async () => {
    await run();
    const directory = await oneWaits(2);
    rmSync(directory, { recursive: true });
    expect(await run(whereAmI())).toEqual([`${directory}\n`, 0]);
    await oneWaits(3);
  });

  it('gives way to a script for another user of the host', async () => {
    transport = transportWith({ channelsPerConnection: 2 });
    await run();
    await oneWaits(2);
    expect(await run(scriptOf('echo as etl'), { osUser: 'etl' })).toEqual(['as etl\n', 0]);
    await oneWaits(4);
    expect(server.commands.slice(2)).toEqual(Array(2).fill('sudo -n -H -u etl /bin/sh -s'));
  });

  it('keeps nobody from a host where there is room for one channel only', async () => {
    transport = transportWith({ channelsPerConnection: 1 });
    const seen = await Promise.all([run(), run(), run(), run()]);
    expect(seen).toEqual([DONE, DONE, DONE, DONE]);
  });
});

describe('a shell that does not come', () => {
  it('keeps nobody longer than it may take', async () => {
    await run();
    server.freeze();
    const signal = AbortSignal.timeout(200);
    await expect(run(undefined, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a shell that does not answer any more', () => {
  it('is left for a new one', async () => {
    await run();
    await oneWaits(2);
    for (const { pid } of server.running) if (pid) process.kill(-pid, 'SIGKILL');
    expect(await run()).toEqual(DONE);
  });

  it('is left with its connection', async () => {
    await run();
    await oneWaits(2);
    server.cut();
    expect(await run()).toEqual(DONE);
    await waitUntil('the first connection and the directory of its shell gone', () => server.connections === 1);
    await oneWaits(4);
  });

  it('is never sent a script', async () => {
    await run();
    await oneWaits(2);
    server.freeze();
    let mayStart = 0;
    const signal = AbortSignal.timeout(200);
    const asked = async () => {
      mayStart += 1;
    };
    await expect(run(undefined, { signal, mayStart: asked })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(mayStart).toBe(0);
  });
});

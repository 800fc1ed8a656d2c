import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
import { makeKey, type ServerOptions, SshServer } from './testing/ssh-server.js';

const login = makeKey();
const LIMITS: PoolLimits = { channelsPerConnection: 8, connectionsPerHost: 1, idleMs: 60_000 };

let home: string;
let env: Record<string, string>;
let server: SshServer;
let transport: SshTransport;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'etlaas-shells-'));
  for (const name of ['tmp', 'bin', 'isp/bin']) mkdirSync(join(home, name), { recursive: true });
  writeFileSync(join(home, 'bin/sudo'), '#!/bin/sh\nshift 4\nexec "$@"\n', { mode: 0o755 });
  writeFileSync(join(home, 'isp/bin/infacmd.sh'), '#!/bin/sh\neval "$1"\n', { mode: 0o755 });
  env = { HOME: home, TMPDIR: join(home, 'tmp'), PATH: `${home}/bin:/usr/bin:/bin` };
  server = await new SshServer(login, { env }).start();
  transport = transportWith({});
});
afterEach(async () => {
  await transport.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function restarted(options: ServerOptions): Promise<SshServer> {
  await server.stop();
  return new SshServer(login, { env, ...options }).start();
}

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
    const mayStart = async () => expect(server.commands).toHaveLength(3);
    await run(buildAbortScript(long.runId), { mayStart, isComplete: () => false });
    expect(await ending).toEqual(['begun\n', 143]);
  });

  it('is not ended under a script by the time that it might have waited', async () => {
    transport = transportWith({ idleMs: 500 });
    await run();
    await oneWaits(2);
    expect(await run(scriptOf('sleep 1; echo done'))).toEqual(['done\n', 0]);
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

  it('is not opened beside a script that has the only channel', async () => {
    transport = transportWith({ channelsPerConnection: 1 });
    expect(await run(scriptOf('sleep 0.2; echo slept'))).toEqual(['slept\n', 0]);
    expect(server.peak).toBe(1);
  });

  it('takes no place from a script whose channel was refused and that tries again', async () => {
    server = await restarted({ refuses: { from: 1, count: 1 } });
    transport = transportWith({ channelsPerConnection: 2 });
    const long = run(scriptOf('sleep 60'));
    await waitUntil('a script that runs', () => server.running.size === 1);
    expect(await run()).toEqual(DONE);
    await transport.close();
    await expect(long).rejects.toThrow('cut off');
  });
});

describe('a shell that does not come', () => {
  it('keeps nobody longer than it may take', async () => {
    server = await restarted({ answers: 1 });
    transport = transportWith({});
    await run();
    await waitUntil('one that is asked for', () => server.asked === 2);
    const signal = AbortSignal.timeout(200);
    await expect(run(undefined, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a shell that does not answer any more', () => {
  it('is left for a new one', async () => {
    await run();
    await oneWaits(2);
    server.kill('SIGKILL');
    expect(await run()).toEqual(DONE);
  });

  it('is left for a new one also where it hangs and the host does not', async () => {
    await run();
    await oneWaits(2);
    server.kill('SIGSTOP');
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

describe('a start-up file of the login shell that reads what is ours', () => {
  it.each([1, 2, 30])('and takes %i lines of it: nothing is run', async (lines) => {
    const shell = join(home, 'bin/login');
    writeFileSync(shell, `#!/bin/sh\n${'read -r LINE\n'.repeat(lines)}exec /bin/sh "$@"\n`, { mode: 0o755 });
    server = await restarted({ shell });
    transport = transportWith({});
    await expect(run(scriptOf('touch "$HOME/ran"'))).rejects.toThrow('cut off');
    expect(existsSync(join(home, 'ran'))).toBe(false);
  });
});

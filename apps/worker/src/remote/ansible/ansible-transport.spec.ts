import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '#libs/platform';
import { RealSshd } from '../../testing/real-sshd.js';
import { templatePayloads } from '../../testing/template-payloads.js';
import { waitUntil } from '../../testing/wait-until.js';
import type { RemoteHost } from '../remote-host.js';
import { quote } from '../script/quote.js';
import { RunInterrupted, type TransportRun } from '../transport.js';
import { AnsibleTransport } from './ansible-transport.js';

jest.setTimeout(120_000);

const LIMITS = { processes: 2, processesPerHost: 2, idleMs: 60_000 };
const logger = createLogger('test', 'silent');
const folders: string[] = [];

let sshd: RealSshd;
let transport: AnsibleTransport | undefined;

beforeAll(async () => {
  sshd = await RealSshd.start();
});
afterAll(() => sshd.stop());
/** Those that were opened in a special way; the usual one serves all tests. */
let special: AnsibleTransport | undefined;
afterAll(() => transport?.close());
afterEach(async () => {
  await special?.close();
  special = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Options {
  which?: 'login' | 'locked' | 'stranger';
  folder?: string;
  limits?: Partial<typeof LIMITS>;
}

const open = async ({ which = 'login', folder = 'ansible', limits = {} }: Options = {}) => {
  return AnsibleTransport.open(sshd.identity(which), { folder, limits: { ...LIMITS, ...limits } }, logger);
};

const openSpecial = async (options: Options) => {
  special = await open(options);
};

/** Runs a script to its end: what it printed, as bytes. */
async function execute(script: string, run: Partial<TransportRun> = {}, host: RemoteHost = sshd.remote()) {
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  const sink = {
    stdout: (chunk: Buffer) => void stdout.push(chunk),
    stderr: (chunk: Buffer) => void stderr.push(chunk),
  };
  const goAhead = async () => undefined;
  const used = special ?? transport ?? (await open());
  if (!special) transport = used;
  await used.execute(host, script, { sink, signal: new AbortController().signal, mayStart: goAhead, ...run });
  return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
}

const textOf = async (script: string) => String((await execute(script)).stdout);
/** Processes of ansible-playbook that are our children; they have children of their own. */
const playbooks = (): string[] =>
  execFileSync('ps', ['--ppid', String(process.pid), '-o', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('ansible-playbook -i'));

const killPlaybooks = () => execFileSync('pkill', ['-KILL', '-P', String(process.pid), '-f', 'ansible-playbook -i']);

describe('a script through ansible-playbook', () => {
  it('gives both streams to the byte, whatever the bytes', async () => {
    const octal = Array.from({ length: 256 }, (_, code) => `\\${code.toString(8).padStart(3, '0')}`).join('');
    const all = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
    const { stdout, stderr } = await execute(`printf '${octal}'; printf 'err${octal}' >&2; exit 3\n`);
    expect(stdout).toEqual(all);
    expect(stderr.subarray(-259)).toEqual(Buffer.concat([Buffer.from('err'), all]));
  });

  it('runs many by one process, after each other, and several at once by several', async () => {
    const pid = 'echo $PPID-$$\n';
    const alone = [await textOf(pid), await textOf(pid)];
    expect(playbooks()).toHaveLength(1);
    const together = await Promise.all([1, 2, 3, 4].map(() => textOf(pid)));
    expect(new Set([...alone, ...together]).size).toBe(6);
    expect(playbooks()).toHaveLength(2);
  });

  it('goes on where a process had run as many scripts as it may', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-playbook-'));
    folders.push(folder);
    cpSync('ansible', folder, { recursive: true });
    const playbook = readFileSync(join(folder, 'run-scripts.yml'), 'utf8');
    writeFileSync(join(folder, 'run-scripts.yml'), playbook.replace('retries: 1000', 'retries: 2'));
    await openSpecial({ folder });
    const answers: string[] = [];
    for (let number = 1; number <= 5; number += 1) answers.push(await textOf(`echo ${number}\n`));
    expect(answers).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
  });

  it('is kept back where it may not start, and the process serves on', async () => {
    const mayStart = () => Promise.reject(new Error('too late'));
    const file = join(sshd.home, 'kept-back');
    const before = playbooks();
    await expect(execute(`touch ${file}\n`, { mayStart })).rejects.toThrow('too late');
    expect(await textOf('echo next\n')).toBe('next\n');
    expect(existsSync(file)).toBe(false);
    expect(playbooks()).toEqual(before);
  });

  it('tells what Ansible does', async () => {
    const told: string[] = [];
    await execute('true\n', { onProgress: (text) => told.push(text) });
    expect(told).toEqual(['Ansible task begun', 'Ansible task ended']);
  });

  it('is left to itself on the host when it is aborted here', async () => {
    const file = join(sshd.home, 'aborted');
    const end = new AbortController();
    const running = execute(`trap '' HUP PIPE; echo >${file}.begun; sleep 1; echo >${file}.done\n`, {
      signal: end.signal,
    });
    await waitUntil('it has begun', () => existsSync(`${file}.begun`));
    end.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await waitUntil('it ends by itself', () => existsSync(`${file}.done`));
    expect(await textOf('echo next\n')).toBe('next\n');
  });

  it('is interrupted where its process dies, for nobody knows how it ended; another process is begun', async () => {
    const file = join(sshd.home, 'killed');
    const running = execute(`echo >${file}; sleep 1\n`);
    await waitUntil('it has begun', () => existsSync(file));
    killPlaybooks();
    await expect(running).rejects.toThrow(RunInterrupted);
    expect(await textOf('echo next\n')).toBe('next\n');
  });

  it('does not notice that a process died that had nothing to do', async () => {
    await textOf('true\n');
    killPlaybooks();
    expect(await textOf('echo next\n')).toBe('next\n');
  });

  it('waits for a free process no longer than its signal, but an urgent one waits for none', async () => {
    await openSpecial({ limits: { processes: 1 } });
    const file = join(sshd.home, 'goes-on');
    const first = execute(`while [ ! -e ${file} ]; do sleep 0.1; done\n`);
    await expect(execute('true\n', { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/i);
    await execute(`touch ${file}\n`, { isUrgent: true });
    await first;
  });

  it('of which nothing is left after the end: no process, no folder, no connection', async () => {
    await textOf('true\n');
    const folder = /(\S+)\/1\/inventory.json/.exec(playbooks()[0] ?? '')?.[1] ?? 'none';
    expect(existsSync(folder)).toBe(true);
    await transport?.close();
    transport = undefined;
    expect(existsSync(folder)).toBe(false);
    await waitUntil('all has gone', () => {
      const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
      return !lines.includes(folder);
    });
  });
});

describe('the way to the host', () => {
  it('is found by a key with a passphrase', async () => {
    await openSpecial({ which: 'locked' });
    expect(await textOf('echo in\n')).toBe('in\n');
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'a strange key',
      'HOST_LOGIN_REFUSED',
      async () => openSpecial({ which: 'stranger' }).then(() => execute('true\n')),
    ],
    ['no pinned key', 'HOST_KEY_REFUSED', () => execute('true\n', {}, sshd.remote({ hostname: 'other.socgen' }))],
    [
      'a closed port',
      'HOST_UNREACHABLE',
      async () => execute('true\n', {}, { ...sshd.remote(), address: '127.0.0.2' }),
    ],
    [
      'an OS user that nobody may become',
      'HOST_LOGIN_REFUSED',
      () => execute('true\n', {}, sshd.remote({ osUser: 'nosuchuser' })),
    ],
  ])('%s: %s, and nothing was sent', async (_, code, run) => {
    await expect(run()).rejects.toMatchObject({ code });
  });

  it.each<[string, string | undefined]>([
    ['says nothing', undefined],
    ['greets with garbage', '\u0000\u0001 no SSH at all\r\n\u007f'.repeat(40)],
  ])('a host that %s is given up within the time of a connection', async (_, banner) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (banner) socket.end(banner);
    }).listen(0, '127.0.0.2');
    await waitUntil('it listens', () => server.listening);
    const { port } = server.address() as { port: number };
    const identity = sshd.identity();
    const hostKeys = {
      ...identity.hostKeys,
      linesFor: () => ['real.socgen ssh-ed25519 AAAA'],
      typesOf: () => ['ssh-ed25519'],
    };
    const options = { folder: 'ansible', limits: LIMITS };
    special = await AnsibleTransport.open({ ...identity, hostKeys: hostKeys as never }, options, logger);
    const began = performance.now();
    await expect(execute('true\n', {}, sshd.remote({ address: '127.0.0.2', port }))).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
    });
    expect(performance.now() - began).toBeLessThan(30_000);
    server.close();
  });

  it('leads through a jump host, whose key is pinned as strictly', async () => {
    const { jump } = sshd;
    const through = (more: object) =>
      execute('echo "$SSH_CONNECTION"\n', {}, sshd.remote({ jump: { ...jump, ...more } }));
    expect(String((await through({})).stdout)).toContain('127.0.0.1');
    await expect(through({ address: '127.0.0.2' })).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    await expect(through({ hostname: 'strange.socgen' })).rejects.toMatchObject({ code: 'HOST_KEY_REFUSED' });
  });

  /** Only root may become somebody else without further ado; for all others it is one more way that is closed. */
  it('leads to the OS user, by the real sudo', async () => {
    const running = execute('id -un; echo "$HOME"\n', {}, sshd.remote({ osUser: 'nobody' }));
    if (userInfo().uid === 0) expect(String((await running).stdout)).toMatch(/^nobody\n(?!\/root)/);
    else await expect(running).rejects.toMatchObject({ code: 'HOST_LOGIN_REFUSED' });
  });

  it.each(['tcsh', 'fish'])('is the same where %s reads the commands', async (shell) => {
    const other = await RealSshd.start(shell);
    try {
      const options = { folder: 'ansible', limits: LIMITS };
      special = await AnsibleTransport.open(other.identity(), options, logger);
      const { stdout, stderr } = await execute("printf '%s' 'a!b\\c'; echo err >&2\n", {}, other.remote());
      expect([String(stdout), String(stderr)]).toEqual(['a!b\\c', 'err\n']);
    } finally {
      await special?.close();
      special = undefined;
      await other.stop();
    }
  });
});

describe('what looks like a template', () => {
  const canary = join(tmpdir(), `etlaas-canary-${process.pid}`);
  const payloads = templatePayloads(canary);

  it(`is but text, in each of ${payloads.length} cases: as it was given, and as the host prints it`, async () => {
    expect(payloads.length).toBeGreaterThan(200);
    const lines = payloads.map(
      (payload) => `A=${quote(payload)}; printf '%s\\n' "$A"; printf '%s\\n' ${quote(payload)} >&2`,
    );
    const { stdout, stderr } = await execute(`${lines.join('\n')}\n`);
    expect(String(stdout).split('\n').slice(0, -1)).toEqual(payloads);
    expect(
      String(stderr)
        .split('\n')
        .slice(-payloads.length - 1, -1),
    ).toEqual(payloads);
    expect(existsSync(canary)).toBe(false);
  });

  it('is but text where each is a script of its own', async () => {
    for (const payload of payloads.filter((_, index) => index % 8 === 0)) {
      expect(await textOf(`printf %s ${quote(payload)}\n`)).toBe(payload);
    }
    expect(existsSync(canary)).toBe(false);
  });
});

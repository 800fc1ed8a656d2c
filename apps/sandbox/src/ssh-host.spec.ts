import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import ssh2, { type Client, type ClientChannel } from 'ssh2';
import { makeSshKeyPair, type SshHost, startSshHost } from './ssh-host.js';

const hostKeys = makeSshKeyPair();
const userKeys = makeSshKeyPair();
let home: string;
let host: SshHost;
const clients: Client[] = [];

const connect = async (options: ssh2.ConnectConfig = {}): Promise<Client> => {
  const client = new ssh2.Client();
  clients.push(client);
  client.on('error', () => {});
  const sock = createConnection({ host: '127.0.0.1', port: host.port, noDelay: true });
  client.connect({ sock, username: 'infa', privateKey: userKeys.privateKey, ...options });
  await once(client, 'ready');
  return client;
};
const open = (client: Client, command: string) =>
  new Promise<ClientChannel>((done, fail) =>
    client.exec(command, (error, channel) => (error ? fail(error) : done(channel))),
  );
const read = async (stream: NodeJS.ReadableStream) => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
async function run(client: Client, command: string, stdin = '') {
  const channel = await open(client, command);
  const ended = once(channel, 'close');
  channel.end(stdin);
  const [stdout, stderr, [code, signal]] = await Promise.all([read(channel), read(channel.stderr), ended]);
  return { stdout, stderr, code, signal };
}
const until = async (isTrue: () => boolean) => {
  for (const end = Date.now() + 4000; !isTrue() && Date.now() < end; ) await sleep(5);
  expect(isTrue()).toBe(true);
};
/** Until no more comes, because nobody reads: then the other side waits. */
const untilFull = async (stream: Readable) => {
  for (let before = -1; before !== stream.readableLength || before === 0; await sleep(50))
    before = stream.readableLength;
};
const isRunning = (pid: number) => {
  try {
    // A zombie that nobody collects has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
};
const start = (maxSessions?: number) =>
  startSshHost({
    hostKey: hostKeys.privateKey,
    authorizedKey: userKeys.publicKey,
    user: 'infa',
    env: { HOME: home, PATH: '/usr/bin:/bin', GREETING: 'hello' },
    ...(maxSessions !== undefined && { maxSessions }),
  });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'ssh-host-'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await host.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('exec', () => {
  it.each([
    ['prints', 'echo out; echo err >&2', { stdout: 'out\n', stderr: 'err\n', code: 0 }],
    ['ends with a code', 'exit 255', { code: 255 }],
    ['ends by a signal', 'kill -KILL $$', { code: null, signal: 'SIGKILL' }],
    ['reads a script from stdin', '/bin/sh -s', { stdout: 'hello\n' }],
    ['has the given environment only', 'env | grep -c JEST', { stdout: '0\n' }],
    ['starts in its home', 'pwd', { stdout: expect.stringContaining('ssh-host-') }],
    [
      'leads its process group',
      'cut -d " " -f 5 /proc/$$/stat; echo $$',
      { stdout: expect.stringMatching(/^(\d+)\n\1\n$/) },
    ],
  ])('%s', async (_, command, expected) => {
    host = await start();
    expect(await run(await connect(), command, 'echo $GREETING\n')).toMatchObject(expected);
  });

  it('keeps every byte, though a reader makes first one stream wait and then the other', async () => {
    host = await start();
    const size = 6_000_000;
    const channel = await open(await connect(), `head -c ${size} /dev/zero; head -c ${size} /dev/zero >&2`);
    const closed = once(channel, 'close');
    let read = { stdout: 0, stderr: 0 };
    const count = (name: keyof typeof read) => (chunk: Buffer) => {
      read = { ...read, [name]: read[name] + chunk.length };
    };
    await untilFull(channel);
    channel.on('data', count('stdout'));
    await untilFull(channel.stderr);
    channel.stderr.on('data', count('stderr'));
    await closed;
    expect(read).toEqual({ stdout: size, stderr: size });
  });

  it('makes a writer wait for a reader that does not read', async () => {
    host = await start();
    const file = join(home, 'written');
    const channel = await open(await connect(), `head -c 40000000 /dev/zero; echo done > ${file}`);
    await once(channel, 'readable');
    await sleep(200);
    expect(existsSync(file)).toBe(false);
    channel.resume();
    await until(() => existsSync(file));
  });

  it('breaks the pipes of a closed channel, and survives that both were being written', async () => {
    host = await start();
    const client = await connect();
    const channel = await open(client, 'yes >&2 & echo $!; exec yes');
    const [chunk] = (await once(channel, 'data')) as [Buffer];
    const pid = Number.parseInt(chunk.toString(), 10);
    await until(() => isRunning(pid));
    channel.close();
    await until(() => !isRunning(pid));
    expect((await run(client, 'echo still there')).stdout).toBe('still there\n');
  });

  it('tells the exit at once, though a child of the command still holds the output', async () => {
    host = await start();
    const channel = await open(await connect(), 'sleep 60 & echo $!; exit 3');
    channel.resume();
    expect((await once(channel, 'exit'))[0]).toBe(3);
  });

  it('passes signals on', async () => {
    host = await start();
    const channel = await open(await connect(), 'sleep 60');
    channel.resume();
    channel.signal('TERM');
    expect(await once(channel, 'exit')).toEqual([null, 'SIGTERM', expect.anything(), expect.anything()]);
  });

  it('does not kill the process of a lost connection', async () => {
    host = await start();
    const client = await connect();
    const [pidFile, go, done] = ['pid', 'go', 'done'].map((name) => join(home, name));
    await open(
      client,
      `echo $$ > ${pidFile}; cat; echo eof > ${go}; while ! grep -q on ${go}; do sleep 0.01; done; echo $$ > ${done}`,
    );
    await until(() => existsSync(pidFile ?? '') && readFileSync(pidFile ?? '', 'utf8') !== '');
    // As a network that breaks: no goodbye.
    (client as unknown as { _sock: { destroy(): void } })._sock.destroy();
    await until(() => existsSync(go ?? ''));
    writeFileSync(go ?? '', 'go on');
    await until(() => existsSync(done ?? ''));
  });
});

describe('close', () => {
  it('kills whole process groups, also those of lost connections', async () => {
    host = await start();
    const client = await connect();
    const channel = await open(client, 'sleep 60 & echo $! $$; wait');
    const [chunk] = (await once(channel, 'data')) as [Buffer];
    const pids = chunk.toString().trim().split(' ').map(Number);
    // Between fork and exec a process has no command line.
    await until(() => pids.every(isRunning));
    client.destroy();
    await host.close();
    await until(() => !pids.some(isRunning));
    host = await start();
  });
});

describe('what is refused', () => {
  it.each<[string, ssh2.ConnectConfig]>([
    ['another user', { username: 'root' }],
    ['another key', { privateKey: makeSshKeyPair().privateKey }],
    ['a password', { privateKey: undefined, password: 'x' }],
  ])('%s', async (_, options) => {
    host = await start();
    await expect(connect(options)).rejects.toMatchObject({ level: 'client-authentication' });
  });

  it('a shell, a terminal, sftp', async () => {
    host = await start();
    const client = await connect();
    const attempt = (ask: (done: (error?: Error) => void) => void) =>
      new Promise<void>((done, fail) => ask((error) => (error ? fail(error) : done())));
    await expect(attempt((done) => client.shell(done))).rejects.toThrow();
    await expect(attempt((done) => client.exec('true', { pty: true }, done))).rejects.toThrow();
    await expect(attempt((done) => client.sftp(done))).rejects.toThrow();
  });

  it('more channels than maxSessions, until one is closed', async () => {
    host = await start(2);
    const client = await connect();
    const [first] = [await open(client, 'cat'), await open(client, 'cat')];
    await expect(open(client, 'true')).rejects.toMatchObject({ reason: 2 });
    const closed = once(first, 'close');
    first.end();
    first.resume();
    await closed;
    expect((await run(client, 'echo again')).stdout).toBe('again\n');
  });
});

describe('makeSshKeyPair', () => {
  it('makes only keys that can be read', () => {
    for (let count = 0; count < 300; count += 1) {
      const { privateKey, publicKey } = makeSshKeyPair();
      expect(ssh2.utils.parseKey(privateKey)).not.toBeInstanceOf(Error);
      expect(ssh2.utils.parseKey(publicKey)).not.toBeInstanceOf(Error);
    }
  });
});

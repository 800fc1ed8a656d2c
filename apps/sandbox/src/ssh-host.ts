import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel, type Session } from 'ssh2';

/** OpenSSH's default. */
const MAX_SESSIONS = 10;

/** How the host lets in, and what its commands see. */
export interface SshHostOptions {
  /** The host's private key, as OpenSSH writes it. */
  hostKey: string;
  /** The one public key that may log in, a line as in `authorized_keys`. */
  authorizedKey: string;
  /** The one user name. */
  user: string;
  /** The whole environment of each command; `HOME`, where given, is also where it starts. */
  env: Readonly<Record<string, string>>;
  /** Channels at a time on one connection; more are refused. */
  maxSessions?: number;
}

/** A running host on 127.0.0.1. `close` resolves when no connection and no process group of its commands is left. */
export interface SshHost {
  port: number;
  close(): Promise<void>;
}

/** A key pair as OpenSSH writes it. */
export interface SshKeyPair {
  privateKey: string;
  publicKey: string;
}

/** Makes an ed25519 key pair. */
export function makeSshKeyPair(): SshKeyPair {
  for (;;) {
    const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519');
    // About one in 200 keys that ssh2 1.17 makes is malformed, by its own parser and by OpenSSH's.
    const isSound = [privateKey, publicKey].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));
    if (isSound) return { privateKey, publicKey };
  }
}

/**
 * Starts an SSH server that behaves as OpenSSH's does for what the worker needs: login by public key, `exec`, nothing else.
 *
 * A lost connection closes a command's pipes but does not end it. Commands run as the user of this process.
 */
export async function startSshHost(options: SshHostOptions): Promise<SshHost> {
  const key = parsePublicKey(options.authorizedKey);
  const commands = new Map<number, ChildProcess>();
  const sockets = new Set<Socket>();
  const ssh = new ssh2.Server({ hostKeys: [options.hostKey] }, (client) => serveClient(client, options, key, commands));
  // A server of our own in front: ssh2's leaves Nagle on, which costs 40 ms for each command.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    const ended = [...commands].map(([pid, child]) => killCommand(pid, child));
    for (const socket of sockets) socket.destroy();
    await Promise.all([closed, ...ended]);
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function parsePublicKey(text: string): ParsedKey {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error) throw key;
  return key;
}

/** The commands of the whole host whose process group may still live, by the group's id. */
type Commands = Map<number, ChildProcess>;

function serveClient(client: Connection, options: SshHostOptions, key: ParsedKey, commands: Commands): void {
  const { user, env, maxSessions = MAX_SESSIONS } = options;
  const sessions = new Set<Session>();
  // Clients come and go as they like; without a listener a reset would end this process.
  client.on('error', () => {});
  client.on('authentication', (context) =>
    isAuthorized(context, user, key) ? context.accept() : context.reject(['publickey']),
  );
  client.on('session', (accept, reject) => {
    if (sessions.size >= maxSessions) return reject();
    const session = accept();
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    serveSession(session, env, commands);
  });
  // ssh2 tells the sessions of a lost connection nothing.
  client.on('close', () => {
    for (const session of sessions) session.emit('close');
  });
}

function isAuthorized(context: AuthContext, user: string, key: ParsedKey): boolean {
  if (context.method !== 'publickey' || context.username !== user) return false;
  if (context.key.algo !== key.type || !context.key.data.equals(key.getPublicSSH())) return false;
  // Without a signature the client only asks whether this key would do.
  if (!context.signature) return true;
  return context.blob !== undefined && key.verify(context.blob, context.signature, context.hashAlgo) === true;
}

/** Shell, pty, subsystem and the rest have no listener: ssh2 refuses them. */
function serveSession(session: Session, env: SshHostOptions['env'], commands: Commands): void {
  session.once('exec', (accept, _reject, { command }) => {
    const child = spawn('/bin/sh', ['-c', command], { detached: true, env: { ...env }, cwd: env['HOME'] ?? '/' });
    const { pid, stdin, stdout, stderr } = child;
    session.on('close', () => {
      for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
    });
    join(accept(), child);
    if (pid === undefined) return;
    commands.set(pid, child);
    child.on('exit', () => !signalGroup(pid, 0) && commands.delete(pid));
    session.on('signal', (_accept, _reject, { name }) => signalGroup(pid, `SIG${name}`));
  });
}

function join(channel: ServerChannel, child: ChildProcessWithoutNullStreams): void {
  const { stdin, stdout, stderr } = child;
  const write = writerOf(channel);
  // The other side may close while we write.
  for (const stream of [channel, channel.stderr, stdin]) stream.on('error', () => {});
  channel.pipe(stdin);
  // As sshd: the status at once, the end of the channel when nobody can write to it any more.
  child.on('exit', (code, signal) => sendExit(channel, code, signal));
  Promise.all([once(child, 'exit'), pump(stdout, channel, write), pump(stderr, channel.stderr, write)]).then(
    () => channel.end(),
    () => channel.close(),
  );
}

type Write = (stream: Writable, chunk: Buffer) => Promise<void>;

async function pump(source: Readable, target: Writable, write: Write): Promise<void> {
  for await (const chunk of source) await write(target, chunk as Buffer);
}

const NOTHING_WAITS = { _chunk: undefined, _chunkcb: undefined, _chunkErr: undefined, _chunkcbErr: undefined };

/**
 * Writes to the two streams of a channel, one chunk at a time.
 *
 * ssh2 1.17 never clears a chunk that had to wait for the window: the next wait on the other stream sends the old chunk
 * again, and loses the new one. So nothing old may be there when a write begins.
 */
function writerOf(channel: ServerChannel): Write {
  let last = Promise.resolve();
  return (stream, chunk) => {
    const begin = (done: () => void) => {
      Object.assign(channel, NOTHING_WAITS);
      stream.write(chunk, () => done());
    };
    last = last.then(() => new Promise<void>(begin));
    return last;
  };
}

function sendExit(channel: ServerChannel, code: number | null, signal: string | null): void {
  try {
    if (signal) channel.exit(signal.replace('SIG', ''));
    else channel.exit(code ?? 255);
  } catch {
    // A signal that the protocol has no name for.
    channel.exit(255);
  }
}

/** Signals a process group; false where there is none, or no such signal. */
function signalGroup(pid: number, signal: string | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

async function killCommand(pid: number, child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  signalGroup(pid, 'SIGKILL');
  await ended;
}

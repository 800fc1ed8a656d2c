import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';

/** A private key in PEM form, and its public half as known_hosts writes it. */
export interface TestKey {
  pem: string;
  line: string;
}

/** Makes a key pair. */
export function makeKey(): TestKey {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' });
  const key = ssh2.utils.parseKey(pem.toString());
  if (key instanceof Error) throw key;
  return { pem: pem.toString(), line: `${key.type} ${key.getPublicSSH().toString('base64')}` };
}

/** How a server differs from one that lets our key in and runs what it is told. */
export interface ServerOptions {
  /** The environment of what it runs. */
  env?: Record<string, string>;
  /** Whom it lets in; everybody with our key, if not given. */
  user?: string;
  /** Whether it forwards connections, as a jump host does. */
  forwards?: boolean;
  /** The login shell of everybody; it gets each command by -c, as from sshd. */
  shell?: string;
  /** How many channels it refuses to run a command in, the first ones let through. */
  refuses?: { from: number; count: number };
  /** After how many commands it answers no more that asks to run one. */
  answers?: number;
  /** What runs in the stead of each command. */
  insteadOf?: string;
}

/** A small SSH server on 127.0.0.1 for specs: login by one public key, `exec`, forwarding. */
export class SshServer {
  readonly key = makeKey();
  port = 0;
  /** Where connections were forwarded to. */
  readonly forwarded: number[] = [];
  /** The commands that it ran, and the login shells of those that still run, each with a process group of its own. */
  readonly commands: string[] = [];
  /** How many it was asked to run. */
  asked = 0;
  readonly running = new Set<ChildProcess>();
  /** How many of them ever ran at once. */
  peak = 0;
  private readonly sockets = new Set<Socket>();
  private readonly ssh = new ssh2.Server({ hostKeys: [this.key.pem] }, (client) => this.serve(client));
  private readonly tcp = createServer({ noDelay: true }, (socket) => {
    this.sockets.add(socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined));
    this.ssh.injectSocket(socket);
  });

  constructor(
    private readonly login: TestKey,
    private readonly options: ServerOptions = {},
  ) {}

  async start(): Promise<this> {
    await once(this.tcp.listen(0, '127.0.0.1'), 'listening');
    this.port = (this.tcp.address() as AddressInfo).port;
    return this;
  }

  /** How many connections are open now. */
  get connections(): number {
    return this.sockets.size;
  }

  /** A line of known_hosts with the key of this server, or with another. */
  knownAs(hostname: string, key: TestKey = this.key): string {
    return `[${hostname}]:${this.port} ${key.line}\n`;
  }

  /** Ends all connections at once, as a cable that is cut. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Sends a signal to all that it runs. */
  kill(signal: NodeJS.Signals): void {
    for (const { pid } of this.running) if (pid) process.kill(-pid, signal);
  }

  /** Reads nothing that its clients say, as a host that has frozen. */
  freeze(): void {
    for (const socket of this.sockets) socket.pause();
  }

  async stop(): Promise<void> {
    if (!this.tcp.listening) return;
    const closed = once(this.tcp, 'close');
    this.tcp.close();
    this.cut();
    this.kill('SIGKILL');
    await closed;
  }

  private serve(client: Connection): void {
    client.on('error', () => undefined);
    client.on('authentication', (context) => (this.lets(context) ? context.accept() : context.reject(['publickey'])));
    client.on('session', (accept) => {
      accept().once('exec', (take, refuse, { command }) => {
        if (this.isRefused()) refuse();
        else if (this.asked <= (this.options.answers ?? this.asked)) this.run(take(), command);
      });
    });
    client.on('tcpip', (accept, reject, { destPort }) => {
      if (!this.options.forwards) return reject();
      this.forwarded.push(destPort);
      const target = connect(destPort, '127.0.0.1');
      target.on('error', () => reject()).on('connect', () => join(accept(), target));
    });
  }

  private isRefused(): boolean {
    const { from, count } = this.options.refuses ?? { from: 0, count: 0 };
    this.asked += 1;
    return this.asked > from && this.asked <= from + count;
  }

  private lets(context: AuthContext): boolean {
    if (context.username !== (this.options.user ?? context.username) || context.method !== 'publickey') return false;
    return this.login.line.endsWith(` ${context.key.data.toString('base64')}`);
  }

  private run(channel: ServerChannel, command: string): void {
    const { shell = '/bin/sh', insteadOf, env = {} } = this.options;
    const child = spawn(shell, ['-c', insteadOf ?? command], { env, detached: true });
    this.commands.push(command);
    this.running.add(child.on('close', () => this.running.delete(child)));
    this.peak = Math.max(this.peak, this.running.size);
    for (const stream of [channel, channel.stderr, child.stdin]) stream.on('error', () => undefined);
    channel.pipe(child.stdin);
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr, { end: false });
    child.on('close', (code) => {
      channel.exit(code ?? 255);
      channel.end();
    });
  }
}

function join(channel: ServerChannel, socket: Socket): void {
  channel.pipe(socket).pipe(channel);
  channel.on('error', () => undefined).on('close', () => socket.destroy());
  socket.on('close', () => channel.close());
}

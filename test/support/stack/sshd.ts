import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import type { Processes, Running } from '../processes.js';
import { giveTo, type HostUser } from './host-user.js';

const PROGRAM = '/usr/sbin/sshd';

/** Where it listens, and the words before a command that is to run there. */
export interface Place {
  address: string;
  enter: readonly string[];
}

const HERE: Place = { address: '127.0.0.1', enter: [] };

/** The host keys that it can be started with. */
type HostKey = 'host' | 'other' | 'third';

/** A real OpenSSH server on a loopback port, with its own keys and its own home for the user who logs in. */
export class Sshd {
  private constructor(
    private readonly site: Site,
    private running: Running,
  ) {}

  static async start(processes: Processes, user: HostUser, folder: string, place: Place = HERE): Promise<Sshd> {
    if (!existsSync(PROGRAM))
      throw new Error(`${PROGRAM} is missing: run \`node scripts/setup.mjs test\` as root first.`);
    for (const name of ['host', 'login', 'other', 'third']) makeKey(join(folder, name));
    for (const name of ['home', 'tmp']) {
      mkdirSync(join(folder, name));
      giveTo(user, join(folder, name));
    }
    const port = await freePort();
    writeFileSync(join(folder, 'authorized_keys'), publicKey(join(folder, 'login')));
    const site = { processes, folder, port, place };
    return new Sshd(site, await run(site, 'host'));
  }

  get port(): number {
    return this.site.port;
  }

  get folder(): string {
    return this.site.folder;
  }

  get process(): Running {
    return this.running;
  }

  /** Starts it anew on the same port with another of its host keys; all connections are lost. */
  async restart(hostKey: HostKey): Promise<void> {
    this.cutConnections();
    await this.running.end();
    this.running = await run(this.site, hostKey);
  }

  /** The HOME of the login: the journal of changes lies there. */
  get home(): string {
    return join(this.folder, 'home');
  }

  /** The TMPDIR of the login. */
  get temporary(): string {
    return join(this.folder, 'tmp');
  }

  /** What the worker logs in with. */
  get privateKey(): string {
    return readFileSync(join(this.folder, 'login'), 'utf8');
  }

  /**
   * A line of known_hosts that pins a key of it, the right one unless it was started anew with another, for the port under
   * which the worker knows it.
   */
  knownAs(hostname: string, hostKey: HostKey = 'host', port = this.port): string {
    return `[${hostname}]:${port} ${publicKey(join(this.folder, hostKey))}`;
  }

  /** A line that pins a key which this server does not have. */
  wronglyKnownAs(hostname: string): string {
    return this.knownAs(hostname, 'other');
  }

  /** Cuts all connections, as a pulled cable does: what runs in the sessions is not touched. */
  cutConnections(): number {
    const servers = descendantsOf(this.process.pid).filter(({ name }) => name.startsWith('sshd'));
    for (const { pid } of servers) process.kill(pid, 'SIGKILL');
    return servers.length;
  }
}

/** What stays the same when it is started anew. */
interface Site {
  processes: Processes;
  folder: string;
  port: number;
  place: Place;
}

async function run({ processes, folder, port, place }: Site, hostKey: HostKey): Promise<Running> {
  const { address, enter } = place;
  writeFileSync(join(folder, 'sshd_config'), configOf(folder, `${address}:${port}`, hostKey));
  const [command = PROGRAM, ...args] = [...enter, PROGRAM, '-D', '-e', '-f', join(folder, 'sshd_config')];
  const running = processes.start({ name: 'sshd', command, args });
  return running.becomes('greets', () => greeting(address, port).then((text) => text.startsWith('SSH-2.0-OpenSSH')));
}

const configOf = (folder: string, address: string, hostKey: HostKey): string => `
ListenAddress ${address}
HostKey ${join(folder, hostKey)}
PidFile none
LogLevel INFO
AuthorizedKeysFile ${join(folder, 'authorized_keys')}
AuthenticationMethods publickey
UsePAM no
# The keys lie in a temporary folder, which others may write to.
StrictModes no
# A home of its own for each server: sshd would take the one in /etc/passwd.
SetEnv HOME=${join(folder, 'home')} TMPDIR=${join(folder, 'tmp')}
`;

function makeKey(path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);
  chmodSync(path, 0o600);
}

const publicKey = (path: string): string => `${readFileSync(`${path}.pub`, 'utf8').trim()}\n`;

async function greeting(address: string, port: number): Promise<string> {
  const socket = connect(port, address);
  try {
    const [chunk] = await once(socket, 'data');
    return String(chunk);
  } finally {
    socket.destroy();
  }
}

interface Process {
  pid: number;
  parent: number;
  name: string;
}

function descendantsOf(pid: number): Process[] {
  const all = processes();
  const childrenOf = (parent: number): Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...childrenOf(each.pid)]);
  return childrenOf(pid);
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, name = '', parent = ''] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(pid), parent: Number(parent), name }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

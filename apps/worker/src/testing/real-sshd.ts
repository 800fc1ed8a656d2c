import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Secret } from '#libs/platform';
import { freePort } from '../../../../libs/platform/src/testing/free-port.js';
import type { RemoteHost, SshPlace } from '../remote/remote-host.js';
import { HostKeys } from '../remote/ssh/host-keys.js';
import type { SshIdentity } from '../remote/ssh/ssh-connection.js';

/** A real OpenSSH server on a loopback port; who runs the tests logs in as themselves, with a home of its own. */
export class RealSshd {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** With `shell`, every command is read by that shell, as sshd does for a user whose login shell it is. */
  static async start(shell?: string): Promise<RealSshd> {
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-sshd-'));
    for (const name of ['home', 'tmp']) mkdirSync(join(folder, name));
    for (const name of ['host', 'login']) makeKey(join(folder, name), '');
    makeKey(join(folder, 'locked'), PASSPHRASE);
    writeFileSync(join(folder, 'authorized_keys'), ['login', 'locked'].map((name) => publicKey(folder, name)).join(''));
    const port = await freePort();
    writeFileSync(join(folder, 'sshd_config'), configOf(folder, port, shell));
    const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const said of child.stderr) if (String(said).includes('Server listening')) break;
    child.stderr.resume();
    return new RealSshd(folder, port, child);
  }

  get home(): string {
    return join(this.folder, 'home');
  }

  /** A host of the inventory that is this server. */
  remote(more: Partial<RemoteHost> = {}): RemoteHost {
    return {
      hostname: 'real.socgen',
      address: '127.0.0.1',
      port: this.port,
      user: userInfo().username,
      infaHome: join(this.folder, 'informatica'),
      domain: 'DOM_T',
      securityDomain: 'Native',
      informaticaUser: 'svc_t',
      informaticaPassword: new Secret('encrypted'),
      ...more,
    };
  }

  /** The same server as a host through which others are reached. */
  get jump(): SshPlace {
    const { address, port, user } = this.remote();
    return { hostname: JUMP, address, port, user };
  }

  /** What logs in there. `locked`: by a key with a passphrase. */
  identity(which: 'login' | 'locked' | 'stranger' = 'login'): SshIdentity & { hostKeys: HostKeys } {
    const names = ['real.socgen', JUMP].map((name) => `[${name}]:${this.port}`).join();
    if (which === 'stranger') makeKey(join(this.folder, which), '');
    return {
      privateKey: new Secret(readFileSync(join(this.folder, which), 'utf8')),
      ...(which === 'locked' && { passphrase: new Secret(PASSPHRASE) }),
      hostKeys: HostKeys.parse(`${names} ${publicKey(this.folder, 'host')}`),
    };
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const JUMP = 'jump.socgen';
const PASSPHRASE = "pass phrase 'with' $(quotes)";

const configOf = (folder: string, port: number, shell?: string): string => `
ListenAddress 127.0.0.1:${port}
HostKey ${join(folder, 'host')}
PidFile none
AuthorizedKeysFile ${join(folder, 'authorized_keys')}
AuthenticationMethods publickey
UsePAM no
StrictModes no
SetEnv HOME=${join(folder, 'home')} TMPDIR=${join(folder, 'tmp')}
${shell ? `ForceCommand exec ${shell} -c "$SSH_ORIGINAL_COMMAND"` : ''}
`;

function makeKey(path: string, passphrase: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', path]);
  chmodSync(path, 0o600);
}

const publicKey = (folder: string, name: string): string =>
  `${readFileSync(join(folder, `${name}.pub`), 'utf8').trim()}\n`;

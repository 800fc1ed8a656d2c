import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { BenchFault } from './bench-fault.js';
import { Child } from './child.js';
import type { Lifetime } from './lifetime.js';
import type { Places } from './places.js';
import { answers } from './ports.js';
import { programPath } from './programs.js';
import { runProgram } from './run-program.js';

/** Whom root lets log in: somebody who is not root, as on a real host. */
const TEST_USER = 'etlaas-test';

/** The keys of one run and who logs in with them. */
export interface SshLogin {
  user: string;
  /** Files; the host key serves every host of the run. */
  privateKey: string;
  hostKey: string;
  authorizedKeys: string;
  /** `type base64` of the host's public key. */
  hostPublicKey: string;
}

/** Makes the keys. */
export async function makeSshLogin({ open }: Places): Promise<SshLogin> {
  const folder = join(open, 'ssh');
  mkdirSync(folder, { mode: 0o755 });
  const [privateKey, hostKey] = [join(folder, 'id_ed25519'), join(folder, 'host_key')];
  for (const file of [privateKey, hostKey]) {
    await runProgram('ssh-keygen', { args: ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', file] });
  }
  const [type, base64] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
  const hostPublicKey = `${type} ${base64}`;
  return { user: loginUser(), privateKey, hostKey, authorizedKeys: `${privateKey}.pub`, hostPublicKey };
}

function loginUser(): string {
  if (process.getuid?.() !== 0) return userInfo().username;
  if (!readFileSync('/etc/passwd', 'utf8').includes(`\n${TEST_USER}:`)) {
    throw new BenchFault(`The user ${TEST_USER} is missing: run \`node scripts/setup.mjs bench\`.`);
  }
  // Debian's sshd wants it when root starts it; normally init makes it.
  if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  return TEST_USER;
}

/** A line of known_hosts for a host under its own name and under that of loopback. */
export const knownHost = (hostname: string, port: number, { hostPublicKey }: SshLogin): string =>
  `[${hostname}]:${port},[127.0.0.1]:${port} ${hostPublicKey}\n`;

/** Starts OpenSSH's sshd with its own defaults on a loopback port. With `forced`, each channel runs that command. */
export async function startSshHost(
  { name, port, forced }: { name: string; port: number; forced?: string },
  login: SshLogin,
  { places, life }: { places: Places; life: Lifetime },
): Promise<Child> {
  const config = join(places.open, 'ssh', `${name}.conf`);
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${login.hostKey}`,
    `AuthorizedKeysFile ${login.authorizedKeys}`,
    `AllowUsers ${login.user}`,
    'AuthenticationMethods publickey',
    'PidFile none',
    'UsePAM no',
    // The folders above ours belong to the machine.
    'StrictModes no',
    // As every distribution configures it: Ansible copies its modules by it where it does not pipeline.
    'Subsystem sftp internal-sftp',
    ...(forced ? [`ForceCommand ${forced}`] : []),
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o644 });
  const plan = { name: `sshd (${name})`, command: programPath('sshd'), args: ['-D', '-e', '-f', config] };
  const isReady = () => answers(port, '', 'SSH-2.0');
  return Child.start({ ...plan, logFile: join(places.own, `sshd-${name}.log`), isReady }, life);
}

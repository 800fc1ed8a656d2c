import type { RemoteHost } from '../remote-host.js';
import { ALGORITHMS, offersOf } from '../ssh/algorithms.js';

/** What of the worker's own an ssh_config names: paths, and the types of the pinned keys. */
export interface SshConfigBasis {
  agent: string;
  knownHosts: string;
  controlPath: string;
  keyTypes: readonly string[];
}

/** How long the connection to a host outlives the last script. */
const PERSIST_S = 60;

/** The ssh_config for one host: the same strictness as the other transport's. */
export function sshConfig({ hostname, address, port, user }: RemoteHost, basis: SshConfigBasis): string {
  const options: Record<string, string | number> = {
    HostName: address,
    Port: port,
    User: user,
    // The pinned keys stand under the name of the inventory, wherever we connect to.
    HostKeyAlias: hostname,
    UserKnownHostsFile: basis.knownHosts,
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    CheckHostIP: 'no',
    HostKeyAlgorithms: offersOf(basis.keyTypes).join(','),
    KexAlgorithms: ALGORITHMS.kex.join(','),
    Ciphers: ALGORITHMS.cipher.join(','),
    MACs: ALGORITHMS.hmac.join(','),
    IdentityAgent: basis.agent,
    IdentityFile: 'none',
    PreferredAuthentications: 'publickey',
    ForwardAgent: 'no',
    ControlMaster: 'auto',
    ControlPath: basis.controlPath,
    ControlPersist: PERSIST_S,
    ConnectTimeout: 10,
    ServerAliveInterval: 10,
    ServerAliveCountMax: 3,
    LogLevel: 'ERROR',
  };
  const lines = Object.entries(options).map(([name, value]) => `  ${name} ${value}`);
  return `Host ${hostname}\n${lines.join('\n')}\n`;
}

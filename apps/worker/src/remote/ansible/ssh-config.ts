import type { RemoteHost, SshPlace } from '../remote-host.js';
import { ALGORITHMS, offersOf } from '../ssh/algorithms.js';

/** What of the worker's own an ssh_config names: paths, and the types of the pinned keys. */
export interface SshConfigBasis {
  agent: string;
  knownHosts: string;
  controlPath: string;
  typesOf: (place: SshPlace) => readonly string[];
}

/** How long the connection to a host outlives the last script, and a worker that was killed. */
const PERSIST_S = 20;

type Options = Record<string, string | number>;

/** The ssh_config for one host, and for its jump host: the same strictness as the other transport's. */
export function sshConfig(host: RemoteHost, basis: SshConfigBasis): string {
  const shared = {
    ControlMaster: 'auto',
    ControlPath: basis.controlPath,
    ControlPersist: PERSIST_S,
    ...(host.jump && { ProxyJump: host.jump.hostname }),
  };
  return [
    block(host.hostname, { ...placeOptions(host, basis), ...shared }),
    ...(host.jump ? [block(host.jump.hostname, placeOptions(host.jump, basis))] : []),
    block('*', commonOptions(basis)),
  ].join('\n');
}

const block = (host: string, options: Options): string =>
  [`Host ${host}`, ...Object.entries(options).map(([name, value]) => `  ${name} ${value}`), ''].join('\n');

const placeOptions = (place: SshPlace, { typesOf }: SshConfigBasis): Options => ({
  HostName: place.address,
  Port: place.port,
  User: place.user,
  // The pinned keys stand under the name of the inventory, wherever we connect to.
  HostKeyAlias: place.hostname,
  HostKeyAlgorithms: offersOf(typesOf(place)).join(','),
});

const commonOptions = ({ agent, knownHosts }: SshConfigBasis): Options => ({
  UserKnownHostsFile: knownHosts,
  GlobalKnownHostsFile: '/dev/null',
  StrictHostKeyChecking: 'yes',
  UpdateHostKeys: 'no',
  CheckHostIP: 'no',
  KexAlgorithms: ALGORITHMS.kex.join(','),
  Ciphers: ALGORITHMS.cipher.join(','),
  MACs: ALGORITHMS.hmac.join(','),
  IdentityAgent: agent,
  IdentityFile: 'none',
  PreferredAuthentications: 'publickey',
  ForwardAgent: 'no',
  ConnectTimeout: 10,
  ServerAliveInterval: 10,
  ServerAliveCountMax: 3,
  LogLevel: 'ERROR',
});

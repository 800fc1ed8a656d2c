import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import type { Places } from './places.js';
import { knownHost, makeSshLogin, type SshLogin, startSshHost } from './ssh-host.js';
import { CLIENT } from './token-issuer.js';
import { apart, installSimulators, makeFreePrograms, type Workload } from './workload.js';

export const TRIGRAM = 'BEN';
export const ENVIRONMENT = 'Development';

/** One worker serves both: the hosts of the second by Ansible. */
export const ZONE = 'bench';
export const ANSIBLE_ZONE = 'bench-ansible';

/** The host that is measured, and its twin that writes down the scripts it is sent. */
export const HOST = 'etl-bench.loopback.socgen';
/** The same sshd under a name in the other zone. */
export const ANSIBLE_HOST = 'etl-ansible.loopback.socgen';
export const RECORDER = 'etl-record.loopback.socgen';

/** As many readers as the worker runs jobs at once by default, of each zone. */
const READERS = 16;

/** A domain lies in one zone of an environment. */
export const environmentOf = (host: string): string => (host === ANSIBLE_HOST ? 'Homologation' : ENVIRONMENT);

/** Two sshds on loopback, programs for them to run, and the files that tell api and worker about them. */
export interface Estate {
  port: number;
  login: SshLogin;
  workloads: { free: Workload; simulators: Workload };
  /** The free workload in a domain for each of those who read at once. */
  readers: readonly Workload[];
  /** Where the recorder leaves the scripts; sorted by name they are in order of time. */
  recordings: string;
  files: Record<'knownHosts' | 'gcr' | 'inventory' | 'directory' | 'credentials', string>;
}

/** Brings the hosts up. */
export async function startEstate(
  ports: { host: number; recorder: number },
  places: Places,
  life: Lifetime,
): Promise<Estate> {
  const login = await makeSshLogin(places);
  const { recordings, recorder } = makeRecorder(places);
  await Promise.all([
    startSshHost({ name: 'host', port: ports.host }, login, { places, life }),
    startSshHost({ name: 'recorder', port: ports.recorder, forced: recorder }, login, { places, life }),
  ]);
  const workloads = { free: makeFreePrograms(places), simulators: await installSimulators(places) };
  const readers = apart(workloads.free, READERS);
  const files = writeFiles([...Object.values(workloads), ...readers], ports, login, join(places.open, 'files'));
  return { port: ports.host, login, workloads, readers, recordings, files };
}

/** Takes the readers' domains from GCR.csv: every request that is decided by all rules of a caller would pay for them. */
export const dismissReaders = ({ workloads, files }: Estate): void =>
  writeFileSync(files.gcr, `${ownersOf(Object.values(workloads)).join('\n')}\n`);

const ownersOf = (workloads: readonly Workload[]): string[] => [
  'domain,environment,trigram,kind',
  ...workloads.flatMap(({ domain }) =>
    [HOST, ANSIBLE_HOST].map((host) => `${domain},${environmentOf(host)},${TRIGRAM},owner`),
  ),
];

function makeRecorder({ open }: Places): { recordings: string; recorder: string } {
  const recordings = join(open, 'recordings');
  mkdirSync(recordings);
  chmodSync(recordings, 0o777);
  const recorder = join(open, 'record.sh');
  writeFileSync(recorder, `#!/bin/sh\ntee "${recordings}/$(date +%s%N)" | /bin/sh -s\n`);
  chmodSync(recorder, 0o755);
  return { recordings, recorder };
}

function writeFiles(
  workloads: Workload[],
  ports: { host: number; recorder: number },
  login: SshLogin,
  folder: string,
): Estate['files'] {
  mkdirSync(folder, { mode: 0o700 });
  const write = (name: string, ...lines: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const hosts = [
    { host: HOST, zone: ZONE, port: ports.host },
    { host: ANSIBLE_HOST, zone: ANSIBLE_ZONE, port: ports.host },
    { host: RECORDER, zone: ZONE, port: ports.recorder },
  ];
  const rowsOf = ({ domain, infaHome }: Workload) =>
    hosts.map(({ host, zone, port }) =>
      [host, domain, environmentOf(host), zone, '127.0.0.1', port, login.user, infaHome].join(','),
    );
  return {
    knownHosts: write('known_hosts', ...hosts.map(({ host, port }) => knownHost(host, port, login))),
    gcr: write('GCR.csv', ...ownersOf(workloads)),
    inventory: write(
      'IFARCRSERVER.csv',
      'hostname,domain,environment,zone,address,port,user,infa_home',
      ...workloads.flatMap(rowsOf),
    ),
    directory: write('directory.csv', 'account,group', `${CLIENT},ETL_${TRIGRAM}_OPERATE`),
    credentials: write(
      'credentials.csv',
      'domain,user,security_domain,password',
      ...workloads.map(({ credentials }) => credentials),
    ),
  };
}

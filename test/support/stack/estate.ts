import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const TRIGRAM = 'MAE';
export const DOMAIN = 'DOM_MAE_D01';
export const REPOSITORY = 'REP_MAE_D01';
export const SERVICE = 'INT_MAE_D01';
export const OTHER_SERVICE = 'INT_MAE_D02';

/** The zone of all hosts that exist, and one that has a key but neither host nor worker. */
export const ZONE = 'docker';
export const FOREIGN_ZONE = 'vm';

/** The host of that zone, for tests that bring one: see ForeignZone. */
export const FOREIGN = {
  trigram: 'RCR',
  domain: 'DOM_RCR_P01',
  environment: 'Production',
  hostname: 'etl-rcr-p01.test.socgen',
  service: 'INT_RCR_P01',
} as const;

/** One real sshd under three names: what the worker knows of its host key differs. The environment chooses. */
export const HOSTS = {
  pinned: { environment: 'Development', hostname: 'etl-mae-d01.test.socgen' },
  wronglyPinned: { environment: 'Homologation', hostname: 'etl-mae-h01.test.socgen' },
  notPinned: { environment: 'Production', hostname: 'etl-mae-p01.test.socgen' },
} as const;

/** The names of an environment in which the domain has a host. */
export type EnvironmentName = (typeof HOSTS)[keyof typeof HOSTS]['environment'];

const ACCOUNTS = {
  operator: 'ETL_MAE_OPERATE',
  viewer: 'ETL_MAE_READ',
  neighbour: 'ETL_RCR_OPERATE',
  ops: 'ETLAAS_OPS',
} as const;

/** Somebody who can have a token. */
export type Account = keyof typeof ACCOUNTS;

/** Where the three CSV files of the apps lie. */
export interface CsvFiles {
  gcr: string;
  inventory: string;
  directory: string;
}

/** Writes them for hosts that are all the sshd of `login`, but for that of the foreign zone where a test brings one. */
export function writeCsvFiles(folder: string, login: HostLogin, foreign: HostLogin = login): CsvFiles {
  const hosts = Object.values(HOSTS);
  const write = (name: string, header: string, rows: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
    return path;
  };
  const cells = ({ address = '127.0.0.1', port, user, infaHome }: HostLogin) =>
    `${address},${port},${user},${infaHome}`;
  return {
    gcr: write('GCR.csv', 'domain,environment,trigram,kind', [
      ...hosts.map(({ environment }) => `${DOMAIN},${environment},${TRIGRAM},owner`),
      `${FOREIGN.domain},${FOREIGN.environment},${FOREIGN.trigram},owner`,
    ]),
    inventory: write('IFARCRSERVER.csv', 'hostname,domain,environment,zone,address,port,user,infa_home', [
      ...hosts.map(({ hostname, environment }) => `${hostname},${DOMAIN},${environment},${ZONE},${cells(login)}`),
      `${FOREIGN.hostname},${FOREIGN.domain},${FOREIGN.environment},${FOREIGN_ZONE},${cells(foreign)}`,
    ]),
    directory: write(
      'directory.csv',
      'account,group',
      Object.entries(ACCOUNTS).map((pair) => pair.join(',')),
    ),
  };
}

/** How the worker gets to the programs. */
export interface HostLogin {
  /** 127.0.0.1 where it is not said. */
  address?: string;
  port: number;
  user: string;
  infaHome: string;
}

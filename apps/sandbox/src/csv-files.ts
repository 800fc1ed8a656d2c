import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS } from './accounts.js';
import { type EstateHost, SSH_USER } from './estate.js';

/** Where the apps' three CSV files lie. */
export interface CsvFiles {
  gcr: string;
  inventory: string;
  directory: string;
}

/** The platform team, which reaches every domain by exception. */
const PLATFORM = 'E2S';

/** Writes the three CSV files that a bank has under `config/`. */
export function writeCsvFiles(folder: string, hosts: readonly EstateHost[]): CsvFiles {
  const write = (name: string, header: string, rows: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
    return path;
  };
  return {
    gcr: write('GCR.csv', 'domain,environment,trigram,kind', hosts.flatMap(rulesOf)),
    inventory: write(
      'IFARCRSERVER.csv',
      'hostname,domain,environment,zone,address,port,user,infa_home',
      hosts.map(rowOf),
    ),
    directory: write(
      'directory.csv',
      'account,group',
      ACCOUNTS.flatMap(({ name, groups }) => groups.map((group) => `${name},${group}`)),
    ),
  };
}

const rulesOf = ({ domain, environment, owner }: EstateHost): string[] => [
  `${domain},${environment},${owner},owner`,
  `${domain},${environment},${PLATFORM},exception`,
];

const rowOf = ({ hostname, domain, environment, zone, port, infaHome }: EstateHost): string =>
  [hostname, domain, environment, zone, '127.0.0.1', port, SSH_USER, infaHome].join(',');

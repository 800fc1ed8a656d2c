import { Secret } from '#libs/platform';
import type { LdapOptions } from '../options.js';
import type { DirectoryProcess } from './directory-process.js';

/** A real directory server for one spec file, with the content of `seed.ts`. */
export interface TestDirectory {
  kind: 'slapd' | 'samba';
  process: DirectoryProcess;
  address: string;
  /** URLs of the encrypted door and of the one for StartTLS. */
  ldaps: string;
  ldap: string;
  /** The authority (PEM) that signed the server's certificate. */
  ca: string;
  baseDn: string;
  admin: Login;
  /** The account that the API asks with. */
  asker: Login;
}

/** Who signs in. */
export interface Login {
  dn: string;
  password: string;
}

/** Options for an `LdapDirectory` on this server; patient, because tests share two cores. */
export function anLdapOptions(directory: TestDirectory, overrides: Partial<LdapOptions> = {}): LdapOptions {
  return {
    urls: [directory.ldaps],
    mode: 'auto',
    access: {
      startTls: false,
      certificates: { current: { ca: directory.ca } },
      plainOnLoopback: false,
      bindDn: directory.asker.dn,
      bindPassword: new Secret(directory.asker.password),
    },
    layout: {
      baseDn: directory.baseDn,
      groupBaseDn: directory.baseDn,
      accountAttribute: 'sAMAccountName',
      accountClass: 'person',
      groupAttribute: 'cn',
      memberAttribute: 'member',
    },
    times: {
      connectMs: 10_000,
      operationMs: 20_000,
      answerMs: 60_000,
      restMs: 200,
      loginRestMs: 60_000,
      idleMs: 60_000,
    },
    ...overrides,
  };
}

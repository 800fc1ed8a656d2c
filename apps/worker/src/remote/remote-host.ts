import type { Secret } from '#libs/platform';

/** Everything the worker knows of a target host: from the inventory, its own settings and its secrets; never from a caller. */
export interface RemoteHost {
  hostname: string;
  address: string;
  port: number;
  /** The user of the SSH login. */
  user: string;
  /** The OS user of Informatica, reached by sudo where it is not the SSH user. */
  osUser?: string;
  infaHome: string;
  domain: string;
  securityDomain: string;
  informaticaUser: string;
  /** Encrypted by pmpasswd for this domain. */
  informaticaPassword: Secret;
}

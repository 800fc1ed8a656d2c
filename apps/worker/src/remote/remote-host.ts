import type { Secret } from '#libs/platform';

/** An SSH server and the login there. Its host key is pinned under `hostname`. */
export interface SshPlace {
  hostname: string;
  address: string;
  port: number;
  /** The user of the SSH login. */
  user: string;
}

/** Where Informatica's programs find the certificates of a domain that speaks TLS. */
export interface TrustStore {
  /** The folder of the trust store on the host. */
  path: string;
  /** Encrypted by pmpasswd. */
  password?: Secret;
}

/** Everything the worker knows of a target host: from the inventory, its own settings and its secrets; never from a caller. */
export interface RemoteHost extends SshPlace {
  /** The only way to the host, where it cannot be reached from here. `address` is then an address as the jump host sees it. */
  jump?: SshPlace;
  /** The OS user of Informatica, reached by sudo where it is not the SSH user. */
  osUser?: string;
  infaHome: string;
  domain: string;
  /** `host:port` of the domain's gateway, for where `domains.infa` on the host does not say it. */
  gateway?: string;
  securityDomain: string;
  informaticaUser: string;
  /** Encrypted by pmpasswd for this domain. */
  informaticaPassword: Secret;
  trustStore?: TrustStore;
}

/** The servers on the way to a host: itself, and the jump host before it. */
export const placesTo = (host: RemoteHost): SshPlace[] => [host, ...(host.jump ? [host.jump] : [])];

/** A name for the way to a host: two with the same one may share a connection. */
export const wayTo = (host: RemoteHost): string =>
  placesTo(host)
    .map(({ user, hostname, address, port }) => `${user}@${hostname}/${address}:${port}`)
    .join(' through ');

/** Whom the login becomes by sudo on the host, if anybody. */
export const sudoUserOf = ({ user, osUser }: RemoteHost): string | undefined => (osUser === user ? undefined : osUser);

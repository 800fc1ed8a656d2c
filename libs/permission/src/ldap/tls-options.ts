import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { LdapAccess } from './options.js';

/** How TLS is spoken with a server from now on: its certificate must be signed by the CA and carry the name of the URL. */
export function tlsOptions(url: string, { certificates }: Pick<LdapAccess, 'certificates'>): ConnectionOptions {
  const { hostname } = new URL(url);
  return {
    host: hostname,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    ...certificates.current,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3})$/;

/** Why the password must not be sent to this URL, or undefined. */
export function encryptionFault(
  url: string,
  { startTls, plainOnLoopback }: Pick<LdapAccess, 'startTls' | 'plainOnLoopback'>,
): string | undefined {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'ldaps:') return startTls ? `${url} is encrypted already: StartTLS is for ldap://` : undefined;
  if (startTls || (plainOnLoopback && LOOPBACK.test(hostname))) return undefined;
  return `${url} is not encrypted: use ldaps:// or StartTLS`;
}

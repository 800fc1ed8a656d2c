import { certificatesOf, dateFault, trustFault } from '#libs/platform';

/** Object identifiers of what a certificate is for (RFC 5280, 4.2.1.12): servers, or anything. */
const FOR_SERVERS: readonly string[] = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

/** Why no caller would take the first of these certificates as that of a server; undefined where one can, or none can be read. */
export function usageFault(pem: string): string | undefined {
  const isForServers = certificatesOf(pem)?.[0].keyUsage?.some((usage) => FOR_SERVERS.includes(usage)) ?? true;
  return isForServers ? undefined : 'TLS_CERTIFICATE: is not for servers (extended key usage)';
}

/** Why callers would not take these certificates today, one of the chain included; undefined where they can, or none can be read. */
export const chainDateFault = (pem: string): string | undefined =>
  dateFault('TLS_CERTIFICATE', certificatesOf(pem) ?? []);

/** Why no caller can be known by these authorities; undefined where one can. */
export function clientCaFault(pem: string): string | undefined {
  const stranger = certificatesOf(pem)?.findIndex(({ ca }) => !ca) ?? -1;
  if (stranger >= 0) return `TLS_CLIENT_CA: certificate ${stranger + 1} is not that of an authority`;
  return trustFault('TLS_CLIENT_CA', pem);
}

import type { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { certificatesOf, keyOf } from './pem.js';

/** Object identifiers of what a certificate is for (RFC 5280, 4.2.1.12): servers, or anything. */
const FOR_SERVERS: readonly string[] = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

/** From when on a certificate is good, or until when. */
export const instantOf = (text: string): string => new Date(text).toISOString();

/** Why a server cannot show these certificates, its own first; undefined where it can. */
export function certificateFault(pem: string, nowMs = Date.now()): string | undefined {
  const chain = certificatesOf(pem);
  if (!chain) return 'TLS_CERTIFICATE: holds no certificates (PEM), or one that cannot be read';
  const [own] = chain;
  const late = chain.find(({ validTo }) => Date.parse(validTo) <= nowMs);
  if (late) return `TLS_CERTIFICATE: ${nameIn(chain, late)} expired on ${instantOf(late.validTo)}`;
  const early = chain.find(({ validFrom }) => Date.parse(validFrom) > nowMs);
  if (early) return `TLS_CERTIFICATE: ${nameIn(chain, early)} is good only from ${instantOf(early.validFrom)} on`;
  const isForServers = own.keyUsage?.some((usage) => FOR_SERVERS.includes(usage)) ?? true;
  return isForServers ? undefined : 'TLS_CERTIFICATE: is not for servers (extended key usage)';
}

/** Why nobody can sign with this key; undefined where somebody can. */
export const keyFault = (pem: string): string | undefined =>
  keyOf(pem) ? undefined : 'TLS_KEY: must be one private key (PEM) without a passphrase';

/** Why certificate and key do not go together; undefined where they do, and where one of them has a fault of its own. */
export function pairFault(certificate: string, key: string): string | undefined {
  const [chain, secret] = [certificatesOf(certificate), keyOf(key)];
  if (!chain || !secret) return undefined;
  if (!chain[0].checkPrivateKey(secret)) return 'TLS_KEY: is not the key of the first certificate in TLS_CERTIFICATE';
  try {
    createSecureContext({ cert: certificate, key });
    return undefined;
  } catch (error) {
    return `TLS_CERTIFICATE: OpenSSL refuses it (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`;
  }
}

/** Why no caller can be known by these authorities; undefined where one can. An old one beside a good one does no harm. */
export function clientCaFault(pem: string, nowMs = Date.now()): string | undefined {
  const authorities = certificatesOf(pem);
  if (!authorities) return 'TLS_CLIENT_CA: holds no certificates (PEM), or one that cannot be read';
  const stranger = authorities.findIndex(({ ca }) => !ca);
  if (stranger >= 0) return `TLS_CLIENT_CA: certificate ${stranger + 1} is not that of an authority`;
  const isGood = authorities.some(({ validTo }) => Date.parse(validTo) > nowMs);
  return isGood ? undefined : 'TLS_CLIENT_CA: all its certificates have expired';
}

const nameIn = (chain: readonly X509Certificate[], one: X509Certificate): string =>
  one === chain[0] ? 'it' : `certificate ${chain.indexOf(one) + 1} of its chain`;

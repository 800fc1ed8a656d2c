import type { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { certificatesOf, keyOf } from './pem.js';

/** The settings of a certificate and its key. */
export interface PairNames {
  certificate: string;
  key: string;
}

/** From when on a certificate is good, or until when. */
export const instantOf = (text: string): string => new Date(text).toISOString();

/** Why the certificates of the setting `name` cannot be used by anybody at any time; undefined where they can be read. */
export const readFault = (name: string, pem: string): string | undefined =>
  certificatesOf(pem) ? undefined : `${name}: holds no certificates (PEM), or one that cannot be read`;

/** Why nobody would take these certificates of the setting `name` today, our own first; undefined where somebody can. */
export function dateFault(name: string, chain: readonly X509Certificate[], nowMs = Date.now()): string | undefined {
  const late = chain.find(({ validTo }) => Date.parse(validTo) <= nowMs);
  if (late) return `${name}: ${nameIn(chain, late)} expired on ${instantOf(late.validTo)}`;
  const early = chain.find(({ validFrom }) => Date.parse(validFrom) > nowMs);
  return early && `${name}: ${nameIn(chain, early)} is good only from ${instantOf(early.validFrom)} on`;
}

/** Why nobody can sign with the key of the setting `name`; undefined where somebody can. */
export const keyFault = (name: string, pem: string): string | undefined =>
  keyOf(pem) ? undefined : `${name}: must be one private key (PEM) without a passphrase`;

/** Why certificate and key do not go together; undefined where they do, and where one of them has a fault of its own. */
export function pairFault(names: PairNames, certificate: string, key: string): string | undefined {
  const [chain, secret] = [certificatesOf(certificate), keyOf(key)];
  if (!chain || !secret) return undefined;
  return chain[0].checkPrivateKey(secret)
    ? contextFault(names.certificate, { cert: certificate, key })
    : `${names.key}: is not the key of the first certificate in ${names.certificate}`;
}

/** Why nobody can be believed by these authorities; undefined where somebody can. An old one beside a good one does no harm. */
export function trustFault(name: string, pem: string, nowMs = Date.now()): string | undefined {
  const isGood = certificatesOf(pem)?.some(({ validTo }) => Date.parse(validTo) > nowMs) ?? true;
  return readFault(name, pem) ?? (isGood ? undefined : `${name}: all its certificates have expired`);
}

/** Why OpenSSL would not speak TLS so, by the code of its fault: its own words may quote what it read. */
export function contextFault(name: string, options: SecureContextOptions): string | undefined {
  try {
    createSecureContext(options);
    return undefined;
  } catch (error) {
    return `${name}: OpenSSL refuses it (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`;
  }
}

const nameIn = (chain: readonly X509Certificate[], one: X509Certificate): string =>
  one === chain[0] ? 'it' : `certificate ${chain.indexOf(one) + 1} of its chain`;

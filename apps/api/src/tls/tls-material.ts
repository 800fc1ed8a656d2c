import { RefusedFile, Secret, type SettingsOf, WatchedFile } from '#libs/platform';
import { blocksOf, certificatesOf } from './pem.js';
import type { tlsSettings } from './settings.js';
import { certificateFault, clientCaFault, keyFault, pairFault } from './tls-faults.js';

/** Settings by which TLS is spoken. */
export type TlsSettings = SettingsOf<typeof tlsSettings>;

/** What the API shows to its callers. */
export interface Identity {
  /** Its certificate and the chain of that (PEM). */
  certificate: string;
  key: Secret;
  /** When the first of them expires. */
  expiresAtMs: number;
  /** SHA-256 of its own certificate, as browsers and openssl spell it. */
  fingerprint: string;
}

/** Something that is in use: for good, or until its file has another content. */
export type InUse<T> = Pick<WatchedFile<T>, 'current'> | { current: { value: T } };

/** Reads certificates and key out of one text. Throws a `RefusedFile` with all that is wrong, of which nothing shows the key. */
export function readIdentity(pem: string): Identity {
  const { certificates, keys } = blocksOf(pem);
  const [certificate, key] = [certificates.join('\n'), keys.join('\n')];
  refuse(certificateFault(certificate), keyFault(key), pairFault(certificate, key));
  const [own, ...others] = certificatesOf(certificate) ?? [];
  const expiresAtMs = Math.min(...[own, ...others].map((one) => Date.parse(one?.validTo ?? '')));
  return { certificate, key: new Secret(key), expiresAtMs, fingerprint: own?.fingerprint256 ?? '' };
}

function readClientCa(pem: string): string {
  refuse(clientCaFault(pem));
  return pem;
}

function refuse(...faults: (string | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new RefusedFile(found);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Certificate and key: followed where both are files, for one of them alone is no pair. */
export async function openIdentity(
  { TLS_CERTIFICATE: certificate, TLS_KEY: key }: TlsSettings,
  { TLS_CERTIFICATE_FILE: path, TLS_KEY_FILE: keyPath }: Environment,
): Promise<InUse<Identity> | undefined> {
  if (!certificate || !key) return undefined;
  if (!path || !keyPath) return { current: { value: readIdentity(`${certificate}\n${key.reveal()}`) } };
  return WatchedFile.open({
    name: 'TLS_CERTIFICATE',
    path,
    beside: [keyPath],
    dependsOnTime: true,
    parse: readIdentity,
  });
}

/** The authorities of callers: followed where they are a file. */
export async function openClientCa(
  { TLS_CLIENT_CA: authorities }: TlsSettings,
  { TLS_CLIENT_CA_FILE: path }: Environment,
): Promise<InUse<string> | undefined> {
  if (!authorities) return undefined;
  return path
    ? WatchedFile.open({ name: 'TLS_CLIENT_CA', path, dependsOnTime: true, parse: readClientCa })
    : { current: { value: authorities } };
}

import { RefusedFile } from '../files/refused-file.js';
import { Secret } from '../secret.js';
import { dateFault, keyFault, type PairNames, pairFault, readFault } from './certificate-faults.js';
import { blocksOf, certificatesOf } from './pem.js';

/** What a process shows of itself. */
export interface Identity {
  /** Its certificate and the chain of that (PEM). */
  certificate: string;
  key: Secret;
  /** When the first of them expires. */
  expiresAtMs: number;
  /** SHA-256 of its own certificate, as browsers and openssl spell it. */
  fingerprint: string;
}

/** Of which certificates of a chain the dates count: of a server's all, for callers look at all; of a client's our own, or none. */
export type Dated = 'chain' | 'own' | 'none';

/** Reads certificates and key out of one text. Throws a `RefusedFile` with all that is wrong, of which nothing shows the key. */
export function readIdentity(pem: string, names: PairNames, dated: Dated = 'chain'): Identity {
  const { certificates, keys } = blocksOf(pem);
  const [certificate, key] = [certificates.join('\n'), keys.join('\n')];
  const chain = certificatesOf(certificate) ?? [];
  const late = dateFault(names.certificate, { chain, own: chain.slice(0, 1), none: [] }[dated]);
  refuse(
    readFault(names.certificate, certificate) ?? late,
    keyFault(names.key, key),
    pairFault(names, certificate, key),
  );
  const [own, ...others] = chain;
  const expiresAtMs = Math.min(...[own, ...others].map((one) => Date.parse(one?.validTo ?? '')));
  return { certificate, key: new Secret(key), expiresAtMs, fingerprint: own?.fingerprint256 ?? '' };
}

/** Throws a `RefusedFile` with those faults that there are. */
export function refuse(...faults: (string | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new RefusedFile(found);
}

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** What of a PEM text we know: its certificates and its private keys, each once and as it stands there. */
export interface PemBlocks {
  certificates: string[];
  keys: string[];
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]+-----END \1-----/g;

/** Takes a text apart; what is neither certificate nor private key is left out. */
export function blocksOf(pem: string): PemBlocks {
  const blocks = [...new Map([...pem.matchAll(BLOCK)].map(([text, label = '']) => [text, label]))];
  const labelled = (end: string) => blocks.filter(([, label]) => label.endsWith(end)).map(([text]) => text);
  return { certificates: labelled('CERTIFICATE'), keys: labelled('PRIVATE KEY') };
}

/** The certificates of a PEM text in their order; undefined where there is none, or one that cannot be read. */
export function certificatesOf(pem: string): [X509Certificate, ...X509Certificate[]] | undefined {
  try {
    const [first, ...others] = blocksOf(pem).certificates.map((text) => new X509Certificate(text));
    return first && [first, ...others];
  } catch {
    return undefined;
  }
}

/** The one private key of a PEM text; undefined where there is none, or more, or one that cannot be read without a passphrase. */
export function keyOf(pem: string): KeyObject | undefined {
  const [key, ...others] = blocksOf(pem).keys;
  try {
    return key && others.length === 0 ? createPrivateKey(key) : undefined;
  } catch {
    return undefined;
  }
}

import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isSafeUrl } from './safe-url.js';

/** A public key of the provider; `algorithm` is the only one it may be used with, where the provider says so. */
export interface SigningKey {
  key: KeyObject;
  algorithm: string | undefined;
}

/** The keys of a provider by key id. */
export type KeySet = ReadonlyMap<string, SigningKey>;

/** Where the keys are: at `jwksUri`, or where the issuer's discovery document says. */
export interface KeySetPlace {
  issuer: string;
  jwksUri?: string | undefined;
}

const TIMEOUT_MS = 2_000;
const MAX_BYTES = 1_048_576;
const MIN_RSA_BITS = 2_048;

/**
 * Fetches the provider's key set (RFC 7517). Follows no redirect and waits at most 2 s for each answer.
 *
 * Keys that we cannot use (no `kid`, for encryption, symmetric, RSA below 2,048 bits) are left out. Rejects when the
 * answer is no key set or nothing usable is left.
 */
export async function fetchKeySet({ issuer, jwksUri }: KeySetPlace): Promise<KeySet> {
  const answer = await fetchObject(jwksUri ?? (await discover(issuer)));
  const keys = Array.isArray(answer['keys']) ? answer['keys'] : [];
  const usable = new Map(keys.flatMap((jwk) => readKey(jwk)));
  if (usable.size === 0) throw new Error('the key set has no usable signing key');
  return usable;
}

async function discover(issuer: string): Promise<string> {
  const document = await fetchObject(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { issuer: said, jwks_uri: uri } = document;
  if (said !== issuer) throw new Error('the discovery document belongs to another issuer');
  if (typeof uri !== 'string' || !isSafeUrl(uri)) throw new Error('the discovery document has no safe jwks_uri');
  return uri;
}

function readKey(jwk: unknown): [string, SigningKey][] {
  if (!isObject(jwk) || typeof jwk['kid'] !== 'string' || (jwk['use'] ?? 'sig') !== 'sig') return [];
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const { modulusLength = MIN_RSA_BITS } = key.asymmetricKeyDetails ?? {};
    if (modulusLength < MIN_RSA_BITS) return [];
    return [[jwk['kid'], { key, algorithm: typeof jwk['alg'] === 'string' ? jwk['alg'] : undefined }]];
  } catch {
    return [];
  }
}

async function fetchObject(url: string): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { redirect: 'error', signal, headers: { accept: 'application/json' } });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the OpenID provider answered ${response.status}`);
  }
  const answer: unknown = JSON.parse(await readLimited(response));
  if (!isObject(answer)) throw new Error('the answer is no JSON object');
  return answer;
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

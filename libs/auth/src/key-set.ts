import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { discover } from './discovery.js';
import { fetchObject, isObject } from './fetch-object.js';

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

const MIN_RSA_BITS = 2_048;

/**
 * Fetches the provider's key set (RFC 7517). Follows no redirect and waits at most 2 s for each answer.
 *
 * Keys that we cannot use (no `kid`, for encryption, symmetric, RSA below 2,048 bits) are left out. Rejects when the
 * answer is no key set or nothing usable is left.
 */
export async function fetchKeySet({ issuer, jwksUri }: KeySetPlace): Promise<KeySet> {
  const answer = await fetchObject(jwksUri ?? (await discover(issuer, 'jwks_uri')));
  const keys = Array.isArray(answer['keys']) ? answer['keys'] : [];
  const usable = new Map(keys.flatMap((jwk) => readKey(jwk)));
  if (usable.size === 0) throw new Error('the key set has no usable signing key');
  return usable;
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

import type { KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';

/** The audience of the tokens of specs. */
export const AUDIENCE = 'https://etlaas.test';

/** What a token is made of, where it differs from a good one of alice. */
export interface Making {
  claims?: JWTPayload;
  header?: Record<string, unknown>;
  key?: KeyObject;
}

/** Now, in seconds since 1970. */
export const now = (): number => Math.floor(Date.now() / 1000);

/** The claims of a good token. */
export const goodClaims = (issuer: string, changes: JWTPayload = {}): JWTPayload => ({
  iss: issuer,
  aud: AUDIENCE,
  sub: 'alice-id',
  client_id: 'swagger',
  login_ad: 'alice',
  scope: 'openid etlaas',
  jti: 'token-1',
  iat: now(),
  exp: now() + 300,
  ...changes,
});

/** Signs claims with RS256, as key `one` unless the header says otherwise. */
export const signToken = (claims: JWTPayload, key: KeyObject, header: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt', ...header })
    .sign(key, { crit: { exotic: false } });

/** A value as a part of a token. */
export const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of any header and payload, signed in any way. */
export const forge = (header: unknown, payload: unknown, signature: (input: string) => string): string => {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${signature(input)}`;
};

import { AppError } from '#libs/platform';
import type { Caller } from './caller.js';
import type { AuthSettings } from './settings.js';
import { sameType } from './token-type.js';

/** How far clocks may differ, in seconds. */
export const CLOCK_SKEW_S = 5;

/** What the header of an accepted token says. */
export interface TokenHeader {
  alg: string;
  kid: string;
}

/** Claims that nobody has looked at yet. */
export type Claims = Readonly<Record<string, unknown>>;

/** Only ID tokens carry these. An ID token tells a client who signed in; it is no key to an API. */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash'];

/** Accounts go to the directory, to logs and to records. */
const ACCOUNT = /^[\x21-\x7e]{1,128}$/;
const MAX_ID_LENGTH = 256;

/**
 * Reads the header of a token before its signature is checked: an accepted algorithm, a key id, an accepted type, and
 * no extension that a verifier would have to understand. Throws `UNAUTHENTICATED`.
 *
 * Refuses spellings of the same bytes that no provider writes (RFC 4648, section 3.5), so that a token has one text only.
 */
export function readHeader(token: string, { OIDC_ALGORITHMS, OIDC_TOKEN_TYPES }: AuthSettings): TokenHeader {
  if (!token.split('.').every(isCanonical)) throw refused('its encoding');
  const { alg, kid, typ, crit, b64 } = parseObject(token.slice(0, token.indexOf('.')));
  if (typeof alg !== 'string' || !OIDC_ALGORITHMS.some((accepted) => accepted === alg)) throw refused('its algorithm');
  if (typeof typ !== 'string' || !OIDC_TOKEN_TYPES.some((accepted) => sameType(accepted, typ)))
    throw refused('its type');
  if (!isId(kid)) throw refused('its key id');
  if (crit !== undefined || b64 !== undefined) throw refused('its critical headers');
  return { alg, kid };
}

/**
 * The caller that the claims of a genuine token describe; signature, issuer, audience and expiry are checked elsewhere.
 *
 * Throws `UNAUTHENTICATED` for an ID token, for times that are missing, odd or too far apart, and for a token that names
 * no account. Whether its scopes suffice depends on the request: `assertScopes`.
 */
export function readCaller(claims: Claims, settings: AuthSettings, nowS: number): Caller {
  if (ID_TOKEN_CLAIMS.some((name) => name in claims)) throw refused('its kind: it is an ID token');
  checkTimes(claims, settings.OIDC_MAX_LIFETIME_S, nowS);
  const scopes = readScopes(claims['scope'] ?? claims['scp']);
  return { ...readIdentity(claims, settings), scopes, expiresAtMs: Number(claims['exp']) * 1000 };
}

function checkTimes({ exp, iat }: Claims, maxLifetimeS: number, nowS: number): void {
  if (!isTime(exp) || !isTime(iat)) throw refused('its times');
  if (iat > nowS + CLOCK_SKEW_S) throw refused('its time of issue, which is still to come');
  if (exp - iat > maxLifetimeS) throw refused('its lifetime, which is too long');
}

function readIdentity(claims: Claims, settings: AuthSettings): Omit<Caller, 'scopes' | 'expiresAtMs'> {
  const subject = claims['sub'];
  const clientId = claims[settings.OIDC_CLIENT_CLAIM];
  const tokenId = claims['jti'];
  if (!isId(subject)) throw refused('its subject');
  return {
    subject,
    login: readLogin(claims[settings.OIDC_LOGIN_CLAIM], subject, clientId),
    ...(isId(clientId) && { clientId }),
    ...(isId(tokenId) && { tokenId }),
  };
}

/**
 * A client stands for itself only where it is the subject too (RFC 9068): otherwise every person whose login claim is
 * missing would have the rights of the client they sign in with.
 */
function readLogin(login: unknown, subject: string, clientId: unknown): string {
  const account = login ?? (clientId === subject ? clientId : undefined);
  if (typeof account !== 'string' || !ACCOUNT.test(account)) throw refused('its account, which is not named');
  return account;
}

const readScopes = (scope: unknown): string[] => {
  if (typeof scope === 'string') return scope.split(' ').filter((word) => word !== '');
  return Array.isArray(scope) ? scope.filter((word) => typeof word === 'string') : [];
};

function parseObject(part: string): Claims {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Claims;
  } catch {
    // Falls through: not JSON is not a header.
  }
  throw refused('its form');
}

const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

/** Whether a claim is a time: a whole number of seconds. */
export const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH;

/** The refusal of a token, for a reason that its sender may know. */
export const refused = (what: string): AppError =>
  new AppError('UNAUTHENTICATED', `The access token is refused for ${what}.`);

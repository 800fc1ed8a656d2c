import * as z from 'zod';
import { type SettingsOf, setting } from '#libs/platform';
import { isSafeUrl } from './safe-url.js';

/** Signatures by a private key only: a shared secret would have to be known here, where tokens are only checked. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

const url = (what: string) => setting.url(what).refine(isSafeUrl, 'must be https, but for a loopback host');

const some = (what: string) => setting.list(what).refine((list) => list.length > 0, 'must not be empty');

/** The settings of whoever checks access tokens. */
export const authSettings = {
  OIDC_ISSUER: url('issuer of the access tokens, exactly as their iss claim says it'),
  OIDC_JWKS_URI: url('address of its signing keys; else found by OpenID discovery').optional(),
  OIDC_AUDIENCE: setting.text('our own name, which must stand in the aud claim of a token'),
  OIDC_LOGIN_CLAIM: setting.text('claim that holds the directory account of a person').default('login_ad'),
  OIDC_CLIENT_CLAIM: setting.text('claim that holds the client id').default('client_id'),
  OIDC_ALGORITHMS: some(`accepted signatures, of ${ALGORITHMS.join(', ')}`)
    .pipe(z.array(z.enum(ALGORITHMS, { error: 'must be an asymmetric signature algorithm' })))
    .default(['RS256']),
  OIDC_TOKEN_TYPES: some('accepted typ headers; add JWT where the provider does not say at+jwt').default(['at+jwt']),
  OIDC_SCOPES: setting.list('scopes that every token must have').default([]),
  OIDC_MAX_LIFETIME_S: setting.integer('longest time between iat and exp', 60, 604_800).default(86_400),
};

export type AuthSettings = SettingsOf<typeof authSettings>;

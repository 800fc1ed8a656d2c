import * as z from 'zod';
import { type SettingsOf, type SettingsRule, setting } from '#libs/platform';
import { isSafeUrl } from './safe-url.js';
import { sameType } from './token-type.js';

/** Signatures by a private key only: a shared secret would have to be known here, where tokens are only checked. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

const url = (what: string) => setting.url(what).refine(isSafeUrl, 'must be https, but for a loopback host');

const some = (what: string) => setting.list(what).refine((list) => list.length > 0, 'must not be empty');

/** What may stand in a scope (RFC 6749, section 3.3): no blank, and nothing that ends a quoted text in a header. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const scopes = (what: string) =>
  setting
    .list(what)
    .refine((list) => list.every((scope) => SCOPE.test(scope)), 'must be scopes, with commas between them')
    .default([]);

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
  OIDC_TOKEN_TYPES: some(
    'accepted typ headers; JWT, where the provider does not say at+jwt, needs OIDC_SCOPES',
  ).default(['at+jwt']),
  OIDC_SCOPES: scopes('scopes that every token must have'),
  OIDC_READ_SCOPES: scopes('scopes that a token must have for GET and HEAD, beside OIDC_SCOPES'),
  OIDC_WRITE_SCOPES: scopes('scopes that a token must have for all other methods, beside OIDC_SCOPES'),
  OIDC_MAX_LIFETIME_S: setting.integer('longest time between iat and exp', 60, 604_800).default(86_400),
  OIDC_INTROSPECTION_CLIENT_ID: setting
    .text('client id with which we ask the provider about opaque tokens; without it they are refused')
    .optional(),
  OIDC_INTROSPECTION_CLIENT_SECRET: setting.secret('its secret').optional(),
  OIDC_INTROSPECTION_URI: url('where we ask about opaque tokens; else found by OpenID discovery').optional(),
};

export type AuthSettings = SettingsOf<typeof authSettings>;

/** What must hold between these settings, for `readSettings`. */
export const authRules: readonly SettingsRule<typeof authSettings>[] = [
  (settings) => {
    const { OIDC_INTROSPECTION_CLIENT_ID: id, OIDC_INTROSPECTION_CLIENT_SECRET: secret } = settings;
    if (id ? secret : !secret && !settings.OIDC_INTROSPECTION_URI) return undefined;
    return 'OIDC_INTROSPECTION_CLIENT_ID: must come with OIDC_INTROSPECTION_CLIENT_SECRET, and OIDC_INTROSPECTION_URI with both';
  },
  ({ OIDC_TOKEN_TYPES: types, OIDC_SCOPES: scopes }) => {
    if (scopes.length > 0 || !types.some((type) => sameType(type, 'JWT'))) return undefined;
    return 'OIDC_SCOPES: must name a scope where OIDC_TOKEN_TYPES has JWT: ID tokens are of that type too, and have none';
  },
];

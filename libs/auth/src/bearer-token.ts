/** `Bearer`, blanks, and a b64token (RFC 6750, section 2.1): nothing before, between or after. */
const CREDENTIALS = /^bearer +([\w.~+/-]+=*)$/i;

/** Three parts, or the beginning of a JSON object (`{"`) and a dot. */
const JWT_FORM = /^(?:[^.]*\.[^.]*\.[^.]*|eyJ[^.]*\..*)$/;

/** The token of an Authorization header; undefined where there is none or where it is not well formed. */
export const readBearer = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : CREDENTIALS.exec(authorization)?.[1];

/**
 * Whether a token is a JWT, be it a damaged one. Only such a one is judged by its signature, and only another one is
 * shown to the provider: what failed here must not get a second hearing there.
 */
export const isJwt = (token: string): boolean => JWT_FORM.test(token);

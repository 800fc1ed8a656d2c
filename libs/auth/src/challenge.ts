import type { Problem } from '#libs/platform';

const REALM = 'Bearer realm="etlaas"';

/**
 * The WWW-Authenticate header (RFC 6750, section 3) that belongs to a refusal; undefined where none does.
 *
 * Whoever sent no bearer token at all is not told of an error: that one only did not know. Holds nothing that a caller
 * sent: scopes come from our settings.
 */
export function challengeOf({ status, code, scope }: Problem, authorization: string | undefined): string | undefined {
  if (code === 'SCOPE_MISSING') return `${REALM}, error="insufficient_scope", scope="${scope}"`;
  if (status !== 401) return undefined;
  return /^bearer +\S/i.test(authorization ?? '') ? `${REALM}, error="invalid_token"` : REALM;
}

import { AppError } from '#libs/platform';
import type { Caller } from './caller.js';
import type { AuthSettings } from './settings.js';

const READING = ['GET', 'HEAD'];

type ScopeSettings = Pick<AuthSettings, 'OIDC_SCOPES' | 'OIDC_READ_SCOPES' | 'OIDC_WRITE_SCOPES'>;

/** Whether a method only reads. Whatever is not known to read counts as writing. */
export const isReading = (method: string): boolean => READING.includes(method);

/** The scopes that a token needs for a method. */
export function neededScopes(method: string, settings: ScopeSettings): string[] {
  const { OIDC_SCOPES, OIDC_READ_SCOPES, OIDC_WRITE_SCOPES } = settings;
  return [...new Set([...OIDC_SCOPES, ...(isReading(method) ? OIDC_READ_SCOPES : OIDC_WRITE_SCOPES)])];
}

/**
 * Throws `SCOPE_MISSING` when a genuine token lacks a scope that the method needs.
 *
 * A 403 for `OIDC_SCOPES` too (RFC 6750, section 3.1): a 401 would make clients fetch the same token again, while
 * `insufficient_scope` tells them what to ask for.
 */
export function assertScopes({ scopes }: Caller, method: string, settings: ScopeSettings): void {
  const needed = neededScopes(method, settings);
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return;
  const sentence = `The access token lacks the scope ${missing.join(' ')}. Ask the OpenID provider for a token that has it.`;
  throw new AppError('SCOPE_MISSING', sentence, { details: { scope: needed.join(' ') } });
}

import type { JobHub, QueueKeys, RedisClient } from '#libs/queue';
import type { ApiSettings } from '../settings.js';
import { BrowserSessions } from './browser-sessions.js';
import { CodeFlow } from './code-flow.js';
import { PersonPages } from './person-pages.js';
import { Sealer } from './sealer.js';
import { SessionStore } from './session-store.js';
import { browserTermsOf } from './settings.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** Where Nest finds the `BrowserParts`. */
export const BROWSER_PARTS = Symbol('browser parts');

/** What serves people with browsers. Without `login` nobody can sign in. */
export interface BrowserParts {
  pages: PersonPages;
  login?: { sessions: BrowserSessions; attempts: SignInAttempts; flow: CodeFlow };
}

/** Makes them from the settings. */
export function browserParts(
  settings: ApiSettings,
  { redis, keys, hub }: { redis: RedisClient; keys: QueueKeys; hub: JobHub },
): BrowserParts {
  const terms = browserTermsOf(settings);
  if (!terms) return { pages: new PersonPages() };
  const sealer = new Sealer(terms.sessionKey);
  const sessions = new BrowserSessions(new SessionStore({ redis, keys, hub, sealer, terms }), sealer, terms.origin);
  const attempts = new SignInAttempts({ cookies: sessions.cookies, sealer, redis, keys });
  const flow = new CodeFlow(settings.OIDC_ISSUER, settings.OIDC_ALGORITHMS, terms);
  return { pages: new PersonPages(sessions), login: { sessions, attempts, flow } };
}

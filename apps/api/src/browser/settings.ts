import { isLoopback, type SettingsOf, type SettingsRule, setting } from '#libs/platform';

const MIN_KEY_LENGTH = 32;
const DAY_MS = 86_400_000;

/** How people sign in with a browser, to the queue board and what stands beside it. */
export const browserSettings = {
  BROWSER_ORIGIN: setting
    .url('address of the API as browsers see it, for people who sign in: https://host')
    .refine(isOwnOrigin, 'must be an https origin without a path, such as https://ops.example; http only on loopback')
    .optional(),
  BROWSER_CLIENT_ID: setting
    .text('client id with which people sign in at the provider; without it the queue board takes bearer tokens only')
    .optional(),
  BROWSER_CLIENT_SECRET: setting.secret('its secret; none for a public client').optional(),
  BROWSER_SCOPES: setting
    .list('scopes that such a sign-in asks for')
    .refine((scopes) => scopes.includes('openid'), 'must have openid among them')
    .default(['openid', 'profile']),
  BROWSER_SESSION_KEY: setting
    .secret('key that seals sessions, the same in every API process')
    .refine((key) => key.reveal().length >= MIN_KEY_LENGTH, `needs at least ${MIN_KEY_LENGTH} characters`)
    .optional(),
  BROWSER_SESSION_MS: setting.integer('how long a session lives at most', 1_000, DAY_MS).default(28_800_000),
  BROWSER_SESSION_IDLE_MS: setting
    .integer('how long a session lives of which nothing is heard', 1_000, DAY_MS)
    .default(1_800_000),
};

type BrowserSettings = SettingsOf<typeof browserSettings>;

/** What must hold between these settings, for `readSettings`. */
export const browserRules: readonly SettingsRule<typeof browserSettings>[] = [
  (settings) => {
    const { BROWSER_CLIENT_ID: id, BROWSER_ORIGIN: origin, BROWSER_SESSION_KEY: key } = settings;
    if (id ? origin && key : !origin && !key && !settings.BROWSER_CLIENT_SECRET) return undefined;
    return 'BROWSER_CLIENT_ID: must come with BROWSER_ORIGIN and BROWSER_SESSION_KEY, and BROWSER_CLIENT_SECRET with all of them';
  },
  ({ BROWSER_SESSION_IDLE_MS: idleMs, BROWSER_SESSION_MS: lifeMs }) =>
    idleMs > lifeMs ? 'BROWSER_SESSION_IDLE_MS: must be at most BROWSER_SESSION_MS' : undefined,
];

/** What there is where people can sign in. */
export interface BrowserTerms {
  origin: string;
  clientId: string;
  clientSecret: BrowserSettings['BROWSER_CLIENT_SECRET'];
  scopes: readonly string[];
  sessionKey: NonNullable<BrowserSettings['BROWSER_SESSION_KEY']>;
  lifeMs: number;
  idleMs: number;
}

/** Undefined where nobody can sign in with a browser. */
export function browserTermsOf(settings: BrowserSettings): BrowserTerms | undefined {
  const { BROWSER_ORIGIN, BROWSER_CLIENT_ID: clientId, BROWSER_SESSION_KEY: sessionKey } = settings;
  if (!BROWSER_ORIGIN || !clientId || !sessionKey) return undefined;
  return {
    origin: new URL(BROWSER_ORIGIN).origin,
    clientId,
    clientSecret: settings.BROWSER_CLIENT_SECRET,
    scopes: settings.BROWSER_SCOPES,
    sessionKey,
    lifeMs: settings.BROWSER_SESSION_MS,
    idleMs: settings.BROWSER_SESSION_IDLE_MS,
  };
}

/** A slash at the end is forgiven: it is compared and put before paths as its origin. */
function isOwnOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname, href } = new URL(text);
  return href === `${origin}/` && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}

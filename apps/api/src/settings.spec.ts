import { describe, expect, it } from '@jest/globals';
import type { SettingsError } from '#libs/platform';
import { holdsForSettings } from '../../../libs/platform/src/testing/settings-cases.js';
import { readApiSettings, settingsShape } from './settings.js';

const GOOD = {
  REDIS_URL: 'redis://:pw@localhost:6379/0',
  ZONE_KEYS: `docker=${'d'.repeat(32)},vm=${'v'.repeat(32)}`,
  AUDIT_KEYS: `one=${'a'.repeat(32)}`,
  OIDC_ISSUER: 'https://sso.example.test',
  OIDC_AUDIENCE: 'etlaas',
};

const BROWSER = {
  BROWSER_CLIENT_ID: 'pages',
  BROWSER_ORIGIN: 'https://ops.example',
  BROWSER_SESSION_KEY: 'k'.repeat(32),
};

const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const CALLBACKS = { CALLBACK_HOSTS: 'ops.example', CALLBACK_KEYS: `ops.example=${KEY}` };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readApiSettings(env);
    return [];
  } catch (error) {
    return (error as SettingsError).faults;
  }
};

describe('the settings of the api', () => {
  it('are complete with the four that have no default', () => {
    expect(readApiSettings(GOOD)).toMatchObject({ PORT: 3000, REDIS_PREFIX: 'etlaas', OPS_GROUP: 'ETLAAS_OPS' });
  });

  it('name everything that is missing at once', () => {
    const missing = faultsOf({}).map((fault) => fault.split(':')[0]);
    expect(missing.sort()).toEqual(['AUDIT_KEYS', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'REDIS_URL', 'ZONE_KEYS']);
  });

  it.each<[string, string, RegExp]>([
    ['PORT', '0', /^PORT: must be at least 1/],
    ['PORT', 'http', /^PORT: must be a whole number/],
    ['REDIS_URL', 'localhost', /^REDIS_URL: must be a URL/],
    ['ZONE_KEYS', 'docker=short', /^ZONE_KEYS: the key of zone docker needs at least 32/],
    ['ZONE_KEYS', `docker=${'d'.repeat(32)},docker=short`, /^ZONE_KEYS: the key of zone docker needs at least 32/],
    ['AUDIT_KEYS', 'one=short', /^AUDIT_KEYS: key one needs at least 32/],
    ['OIDC_ISSUER', 'http://sso.example.test', /^OIDC_ISSUER: must be https/],
    ['GROUP_PATTERN', '(', /^GROUP_PATTERN: must be a regular expression/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL/],
    ['JOB_NOT_AFTER_MAX_MS', '500000', /^JOB_NOT_AFTER_MAX_MS: must be at least JOB_START_WITHIN_MS/],
    ['JOB_KEPT_FOR_MS', '3600000', /^JOB_KEPT_FOR_MS: must be at least twice JOB_NOT_AFTER_MAX_MS/],
    ['CHANGE_REASON_PATTERN', '(', /^CHANGE_REASON_PATTERN: must be a regular expression/],
    ['CHANGE_REASON_REQUIRED_IN', 'Production,Prod', /^CHANGE_REASON_REQUIRED_IN: "Prod" is no environment/],
    ['CORS_ORIGINS', '*', /^CORS_ORIGINS: must be exact https origins/],
    ['CORS_ORIGINS', 'null', /^CORS_ORIGINS: must be exact https origins/],
    ['CORS_ORIGINS', 'https://ops.example,https://ops.example/page', /^CORS_ORIGINS: must be exact https origins/],
    ['CORS_ORIGINS', 'https://*.example', /^CORS_ORIGINS: must be exact https origins/],
    ['CORS_ORIGINS', 'http://ops.example', /^CORS_ORIGINS: must be exact https origins/],
    ['TRUSTED_PROXY_HOPS', 'true', /^TRUSTED_PROXY_HOPS: must be a whole number/],
    ['RATE_LIMIT_WRITES', '-1', /^RATE_LIMIT_WRITES: must be a whole number/],
  ])('refuse %s=%s by name and rule', (name, value, fault) => {
    expect(faultsOf({ ...GOOD, [name]: value })).toEqual([expect.stringMatching(fault)]);
  });

  it.each<[Record<string, string>, RegExp]>([
    [
      { ...BROWSER, BROWSER_SESSION_KEY: '' },
      /^BROWSER_CLIENT_ID: must come with BROWSER_ORIGIN and BROWSER_SESSION_KEY/,
    ],
    [{ ...BROWSER, BROWSER_ORIGIN: '' }, /^BROWSER_CLIENT_ID: must come with BROWSER_ORIGIN/],
    [{ BROWSER_CLIENT_SECRET: 's' }, /^BROWSER_CLIENT_ID: must come with/],
    [{ ...BROWSER, BROWSER_ORIGIN: 'http://ops.example' }, /^BROWSER_ORIGIN: must be an https origin/],
    [{ ...BROWSER, BROWSER_ORIGIN: 'https://ops.example/etlaas' }, /^BROWSER_ORIGIN: must be an https origin/],
    [{ ...BROWSER, BROWSER_SESSION_KEY: 'short' }, /^BROWSER_SESSION_KEY: needs at least 32 characters/],
    [{ ...BROWSER, BROWSER_SCOPES: 'profile' }, /^BROWSER_SCOPES: must have openid/],
    [{ BROWSER_SESSION_IDLE_MS: '28800001' }, /^BROWSER_SESSION_IDLE_MS: must be at most BROWSER_SESSION_MS/],
    [{ CALLBACK_HOSTS: 'https://ops.example' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: '*.example' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: 'ops.example:443' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: 'OPS.example' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: '169.254.169.254' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: '[fe80::1]' }, /^CALLBACK_HOSTS: must be exact hosts/],
    [{ CALLBACK_HOSTS: 'ops.example,b.example' }, /^CALLBACK_KEYS: has no key for b\.example$/],
    [{ CALLBACK_HOSTS: '' }, /^CALLBACK_KEYS: has a key for ops\.example, which CALLBACK_HOSTS does not name/],
    [{ CALLBACK_KEYS: `ops.example=${KEY.slice(0, -1)}` }, /^CALLBACK_KEYS: entry 1 has no key for ops\.example/],
    [{ CALLBACK_KEYS: 'ops.example=whsec_c2hvcnQ=' }, /^CALLBACK_KEYS: entry 1 has no key .*24 to 64 bytes/],
    [{ CALLBACK_KEYS: `ops.example=${KEY},${KEY}` }, /^CALLBACK_KEYS: entry 2 is not host=whsec_…$/],
    [{ CALLBACK_KEYS: `ops.example=${KEY},ops.example=${KEY}` }, /^CALLBACK_KEYS: entry 2 repeats a key/],
  ])('refuse callbacks with %j, and show no key', (env, fault) => {
    const faults = faultsOf({ ...GOOD, ...CALLBACKS, ...env });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults.join()).not.toContain(KEY.slice(6, 20));
  });

  it('take two keys of a receiver, not three, and show none', () => {
    const keys = [7, 8, 9].map((byte) => `ops.example=whsec_${Buffer.alloc(24, byte).toString('base64')}`);
    const { CALLBACK_KEYS } = readApiSettings({ ...GOOD, ...CALLBACKS, CALLBACK_KEYS: keys.slice(0, 2).join() });
    expect(JSON.stringify([...CALLBACK_KEYS])).toBe('[["ops.example",["[secret]","[secret]"]]]');
    expect(faultsOf({ ...GOOD, ...CALLBACKS, CALLBACK_KEYS: keys.join() })).toEqual([
      expect.stringMatching(/entry 3 is a third key of ops\.example/),
    ]);
  });

  it('take origins exactly as browsers send them', () => {
    const origins = ['https://ops.example', 'https://ops.example:8443', 'http://localhost:5173'];
    expect(readApiSettings({ ...GOOD, CORS_ORIGINS: origins.join(', ') }).CORS_ORIGINS).toEqual(origins);
  });

  it('take environments in any case', () => {
    const { CHANGE_REASON_REQUIRED_IN } = readApiSettings({ ...GOOD, CHANGE_REASON_REQUIRED_IN: 'production' });
    expect(CHANGE_REASON_REQUIRED_IN).toEqual(['Production']);
  });

  it('take a value from a file, but not from both', () => {
    expect(readApiSettings({ ...GOOD, SWAGGER_UI_OAUTH_REALM_FILE: 'package.json' }).SWAGGER_UI_OAUTH_REALM).toMatch(
      /etlaas/,
    );
    expect(faultsOf({ ...GOOD, REDIS_URL_FILE: 'package.json' })).toEqual([expect.stringContaining('not both')]);
    expect(faultsOf({ ...GOOD, PUBLIC_URL_FILE: '/nowhere' })).toEqual([
      'PUBLIC_URL: the file named by PUBLIC_URL_FILE cannot be read (ENOENT)',
    ]);
    expect(faultsOf({ ...GOOD, PUBLIC_URL_FILE: 'no/where' })).toEqual([
      `PUBLIC_URL: the file named by PUBLIC_URL_FILE cannot be read (ENOENT; relative paths begin at ${process.cwd()})`,
    ]);
  });

  it('take two keys of a zone while they change, the first first', () => {
    const ZONE_KEYS = `docker=${'e'.repeat(32)},docker=${'d'.repeat(32)}`;
    const keys = readApiSettings({ ...GOOD, ZONE_KEYS }).ZONE_KEYS.get('docker');
    expect(keys?.map((key) => key.reveal().at(0))).toEqual(['e', 'd']);
  });

  it('never show a secret', () => {
    const { REDIS_URL, ZONE_KEYS, AUDIT_KEYS } = readApiSettings(GOOD);
    const shown = JSON.stringify({ REDIS_URL, keys: [...ZONE_KEYS.values(), AUDIT_KEYS.current] });
    expect(shown + String(REDIS_URL)).not.toMatch(/pw|ddd|vvv|aaa/);
  });

  holdsForSettings(settingsShape, 'OIDC_INTROSPECTION_CLIENT_SECRET');
});

import * as z from 'zod';
import { type SettingsRule, setting, trustRule } from '#libs/platform';
import { encryptionFault } from './tls-options.js';

const LDAP_URL = /^ldaps?:\/\/[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\d{1,5})?$/;
const ATTRIBUTE = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

const attribute = (what: string) => setting.text(what).regex(ATTRIBUTE, 'must be an attribute name');
const duration = (what: string, ms: number) => setting.integer(`${what} (ms)`, 1, 3_600_000).default(ms);

/** The settings of the directory: which one it is, and how to reach it when it is LDAP. */
export const directorySettings = {
  DIRECTORY_KIND: z
    .enum(['csv', 'ldap'], { error: 'must be csv or ldap' })
    .default('csv')
    .describe('where groups come from: the CSV file, or LDAP (Active Directory)'),
  LDAP_URLS: setting
    .list('the directory servers, in the order in which they are tried: ldaps://host:port,…')
    .refine((urls) => urls.every((url) => LDAP_URL.test(url)), 'must be ldaps://host:port or ldap://host:port, by name')
    .default([]),
  LDAP_START_TLS: setting.flag('speak TLS on ldap:// before signing in').default(false),
  LDAP_CA: setting.text('the CA certificates (PEM) that sign those of the servers; else the usual ones').optional(),
  LDAP_PLAIN_ON_LOOPBACK: setting.flag('allow unencrypted LDAP on 127.0.0.0/8, for tests').default(false),
  LDAP_BIND_DN: setting
    .text('the account that asks: a distinguished name or user@realm')
    .regex(/[=@\\]/, 'must be a distinguished name or user@realm')
    .optional(),
  LDAP_BIND_PASSWORD: setting.secret('its password').optional(),
  LDAP_BASE_DN: setting.text('where accounts are looked for').optional(),
  LDAP_GROUP_BASE_DN: setting.text('where groups are looked for; else as accounts').optional(),
  LDAP_ACCOUNT_ATTRIBUTE: attribute('what a token calls an account').default('sAMAccountName'),
  LDAP_ACCOUNT_CLASS: attribute('the object class of accounts').default('person'),
  LDAP_GROUP_ATTRIBUTE: attribute('the name of a group: cn or sAMAccountName').default('cn'),
  LDAP_MEMBER_ATTRIBUTE: attribute('the members of a group, where groups are walked').default('member'),
  LDAP_MODE: z
    .enum(['auto', 'ad', 'walk'], { error: 'must be auto, ad or walk' })
    .default('auto')
    .describe('how nested groups are found: tokenGroups of Active Directory, or level by level'),
  LDAP_CONNECT_TIMEOUT_MS: duration('how long to connect', 2_000),
  LDAP_OPERATION_TIMEOUT_MS: duration('how long for one question', 3_000),
  LDAP_ANSWER_TIMEOUT_MS: duration('how long for one look-up on all servers', 10_000),
  LDAP_REST_MS: duration('how long a server that failed is left alone', 5_000),
  LDAP_LOGIN_REST_MS: duration('how long all are left alone after a refused password', 300_000),
  LDAP_IDLE_MS: duration('when an unused connection is closed', 60_000),
};

/** What must hold between these settings, for `readSettings`. */
export const directoryRules: readonly SettingsRule<typeof directorySettings>[] = [
  (settings) => {
    if (settings.DIRECTORY_KIND === 'csv') return undefined;
    const { LDAP_URLS, LDAP_BIND_DN, LDAP_BIND_PASSWORD, LDAP_BASE_DN } = settings;
    const isWhole = LDAP_URLS.length > 0 && LDAP_BIND_DN && LDAP_BIND_PASSWORD && LDAP_BASE_DN;
    return isWhole ? undefined : 'DIRECTORY_KIND=ldap needs LDAP_URLS, LDAP_BIND_DN, LDAP_BIND_PASSWORD, LDAP_BASE_DN';
  },
  ({ LDAP_URLS, LDAP_START_TLS: startTls, LDAP_PLAIN_ON_LOOPBACK: plainOnLoopback }) =>
    LDAP_URLS.map((url) => encryptionFault(url, { startTls, plainOnLoopback })).find((fault) => fault !== undefined),
  trustRule('LDAP'),
];

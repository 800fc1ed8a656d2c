import { type LiveCertificates, Secret, type SettingsOf } from '#libs/platform';
import type { LdapOptions } from './options.js';
import type { directorySettings } from './settings.js';

/** The options of an `LdapDirectory` from settings that passed `directoryRules`. */
export const ldapOptionsOf = (
  settings: SettingsOf<typeof directorySettings>,
  certificates: LiveCertificates,
): LdapOptions => ({
  urls: settings.LDAP_URLS,
  mode: settings.LDAP_MODE,
  access: {
    startTls: settings.LDAP_START_TLS,
    certificates,
    plainOnLoopback: settings.LDAP_PLAIN_ON_LOOPBACK,
    bindDn: settings.LDAP_BIND_DN ?? '',
    bindPassword: settings.LDAP_BIND_PASSWORD ?? new Secret(''),
  },
  layout: {
    baseDn: settings.LDAP_BASE_DN ?? '',
    groupBaseDn: settings.LDAP_GROUP_BASE_DN ?? settings.LDAP_BASE_DN ?? '',
    accountAttribute: settings.LDAP_ACCOUNT_ATTRIBUTE,
    accountClass: settings.LDAP_ACCOUNT_CLASS,
    groupAttribute: settings.LDAP_GROUP_ATTRIBUTE,
    memberAttribute: settings.LDAP_MEMBER_ATTRIBUTE,
  },
  times: {
    connectMs: settings.LDAP_CONNECT_TIMEOUT_MS,
    operationMs: settings.LDAP_OPERATION_TIMEOUT_MS,
    answerMs: settings.LDAP_ANSWER_TIMEOUT_MS,
    restMs: settings.LDAP_REST_MS,
    loginRestMs: settings.LDAP_LOGIN_REST_MS,
    idleMs: settings.LDAP_IDLE_MS,
  },
});

import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { ldapOptionsOf } from './options-of.js';
import { directoryRules, directorySettings } from './settings.js';

const WHOLE = {
  DIRECTORY_KIND: 'ldap',
  LDAP_URLS: 'ldaps://dc1.bank.test, ldaps://dc2.bank.test:3269',
  LDAP_BIND_DN: 'svc-ops@bank.test',
  LDAP_BIND_PASSWORD: 'secret',
  LDAP_BASE_DN: 'DC=bank,DC=test',
};

const read = (env: Record<string, string>) => readSettings(directorySettings, env, directoryRules);

/** Certificates where the settings give none. */
const NONE = { current: {} };

describe('directorySettings', () => {
  it('asks for nothing while the directory is a file', () => {
    expect(read({}).DIRECTORY_KIND).toBe('csv');
  });

  it('makes the options of an LdapDirectory, with the defaults for Active Directory', () => {
    const { access, ...options } = ldapOptionsOf(read(WHOLE), NONE);
    expect(access).toMatchObject({ startTls: false, certificates: NONE, plainOnLoopback: false });
    expect(access.bindPassword.reveal()).toBe('secret');
    expect(options).toEqual({
      urls: ['ldaps://dc1.bank.test', 'ldaps://dc2.bank.test:3269'],
      mode: 'auto',
      layout: {
        baseDn: 'DC=bank,DC=test',
        groupBaseDn: 'DC=bank,DC=test',
        accountAttribute: 'sAMAccountName',
        accountClass: 'person',
        groupAttribute: 'cn',
        memberAttribute: 'member',
      },
      times: {
        connectMs: 2_000,
        operationMs: 3_000,
        answerMs: 10_000,
        restMs: 5_000,
        loginRestMs: 300_000,
        idleMs: 60_000,
      },
    });
  });

  it.each([
    [{ LDAP_URLS: 'ldap://dc1.bank.test', LDAP_START_TLS: 'true' }],
    [{ LDAP_URLS: 'ldap://127.0.0.1:3389', LDAP_PLAIN_ON_LOOPBACK: 'true' }],
    [{ LDAP_GROUP_BASE_DN: 'OU=groups,DC=bank,DC=test', LDAP_GROUP_ATTRIBUTE: 'sAMAccountName', LDAP_MODE: 'walk' }],
  ])('takes %j', (more) => expect(() => read({ ...WHOLE, ...more })).not.toThrow());

  it.each([
    [{ LDAP_URLS: '' }, 'needs LDAP_URLS'],
    [{ LDAP_BIND_PASSWORD: '' }, 'needs LDAP_URLS'],
    [{ LDAP_BASE_DN: '' }, 'needs LDAP_URLS'],
    [{ LDAP_BIND_DN: 'EXTERNAL' }, 'must be a distinguished name'],
    [{ LDAP_URLS: 'ldaps://[::1]' }, 'must be ldaps://'],
    [{ LDAP_URLS: 'ldaps://dc1/ou=x' }, 'must be ldaps://'],
    [{ LDAP_URLS: 'https://dc1' }, 'must be ldaps://'],
    [{ LDAP_URLS: 'ldap://dc1.bank.test' }, 'is not encrypted'],
    [{ LDAP_URLS: 'ldap://dc1.bank.test', LDAP_PLAIN_ON_LOOPBACK: 'true' }, 'is not encrypted'],
    [{ LDAP_URLS: 'ldap://127.0.0.1.bank.test', LDAP_PLAIN_ON_LOOPBACK: 'true' }, 'is not encrypted'],
    [{ LDAP_URLS: 'ldap://127.0.0.1' }, 'is not encrypted'],
    [{ LDAP_URLS: 'ldaps://dc1', LDAP_START_TLS: 'true' }, 'is encrypted already'],
    [{ LDAP_ACCOUNT_ATTRIBUTE: 'cn)(uid' }, 'must be an attribute name'],
    [{ LDAP_CA: 'pem' }, 'LDAP_CA: holds no certificates'],
    [{ LDAP_MODE: 'chain' }, 'must be auto, ad or walk'],
  ])('refuses %j', (more, fault) => expect(() => read({ ...WHOLE, ...more })).toThrow(fault));
});

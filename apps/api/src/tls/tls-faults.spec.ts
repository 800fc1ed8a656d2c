import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readSettings, type SettingsError } from '#libs/platform';
import { Authority } from '../../../../libs/platform/src/testing/authority.js';
import { tlsRules, tlsSettings } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'tls-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));
const authority = new Authority(folder, 'ours');
const gone = new Authority(folder, 'gone', -1);
const [good, other] = [authority.sign(), authority.sign()];
const old = authority.sign({ days: -1 });
const forClients = authority.sign({ usage: 'clientAuth' });
const weak = authority.sign({ newKey: ['-newkey', 'rsa:512'] });

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(tlsSettings, env, tlsRules);
    return [];
  } catch (error) {
    return (error as SettingsError).faults;
  }
};
const shown = ({ cert, key }: { cert: string; key: string }) => ({ TLS_CERTIFICATE: cert, TLS_KEY: key });

/** Base64 of the key, without its frame. */
const bodyOf = (key: string) => key.split('\n')[1] ?? '';

describe('settings of TLS', () => {
  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['a certificate and its key', shown(good)],
    ['with the chain', shown({ ...good, cert: good.cert + authority.cert })],
    ['both in one text', shown({ cert: good.key + good.cert, key: good.cert + good.key })],
    ['with an authority of callers', { ...shown(good), TLS_CLIENT_CA: authority.cert, TLS_MIN_VERSION: 'TLSv1.3' }],
    [
      'with an authority that has gone beside one that is good',
      { ...shown(good), TLS_CLIENT_CA: gone.cert + authority.cert },
    ],
  ])('%s: good', (_, env) => {
    expect(faultsOf(env)).toEqual([]);
  });

  const encrypted = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  }).privateKey;
  it.each<[string, Record<string, string>, (string | RegExp)[]]>([
    ['no key', { TLS_CERTIFICATE: good.cert }, ['TLS_CERTIFICATE: needs TLS_KEY, and the other way round']],
    ['no certificate', { TLS_KEY: good.key }, ['TLS_CERTIFICATE: needs TLS_KEY, and the other way round']],
    ['another key', shown({ ...good, key: other.key }), [/^TLS_KEY: is not the key of the first certificate/]],
    ['the chain before it', shown({ ...good, cert: authority.cert + good.cert }), [/^TLS_KEY: is not the key of/]],
    ['an expired one', shown(old), [/^TLS_CERTIFICATE: it expired on 20\d\d-.+Z$/]],
    ['an expired chain', shown({ ...good, cert: good.cert + old.cert }), [/certificate 2 of its chain expired on/]],
    ['one of a caller', shown(forClients), ['TLS_CERTIFICATE: is not for servers (extended key usage)']],
    ['a key that is too short', shown(weak), ['TLS_CERTIFICATE: OpenSSL refuses it (ERR_SSL_EE_KEY_TOO_SMALL)']],
    ['a key with a passphrase', shown({ ...good, key: encrypted }), [/^TLS_KEY: must be one private key/]],
    ['two keys', shown({ ...good, key: good.key + other.key }), [/^TLS_KEY: must be one private key/]],
    ['half a certificate', shown({ ...good, cert: good.cert.slice(0, 200) }), [/^TLS_CERTIFICATE: holds no cert/]],
    ['no PEM at all', { TLS_CERTIFICATE: 'a', TLS_KEY: 'b' }, [/^TLS_CERTIFICATE: holds no/, /^TLS_KEY: must be one/]],
    [
      'expired, with another key',
      shown({ ...old, key: other.key }),
      [/^TLS_CERTIFICATE: it expired/, /^TLS_KEY: is not/],
    ],
    ['callers alone', { TLS_CLIENT_CA: authority.cert }, [/^TLS_CLIENT_CA: needs TLS_CERTIFICATE/]],
    [
      'no authority',
      { ...shown(good), TLS_CLIENT_CA: good.cert },
      [/^TLS_CLIENT_CA: certificate 1 is not that of an auth/],
    ],
    ['an unreadable one', { ...shown(good), TLS_CLIENT_CA: 'x' }, [/^TLS_CLIENT_CA: holds no certificates/]],
    [
      'only one that has gone',
      { ...shown(good), TLS_CLIENT_CA: gone.cert },
      ['TLS_CLIENT_CA: all its certificates have expired'],
    ],
    ['TLS 1.1', { ...shown(good), TLS_MIN_VERSION: 'TLSv1.1' }, ['TLS_MIN_VERSION: must be one of TLSv1.2, TLSv1.3']],
  ])('%s: refused, and no key shown', (_, env, expected) => {
    const faults = faultsOf(env);
    expect(faults).toEqual(expected.map((fault) => (typeof fault === 'string' ? fault : expect.stringMatching(fault))));
    for (const key of [good.key, other.key]) expect(faults.join()).not.toContain(bodyOf(key));
  });
});

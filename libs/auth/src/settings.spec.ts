import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { authRules, authSettings } from './settings.js';

const GIVEN = { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'etlaas' };

describe('authSettings', () => {
  it('needs only issuer and audience', () => {
    expect(readSettings(authSettings, GIVEN)).toMatchObject({
      OIDC_ALGORITHMS: ['RS256'],
      OIDC_TOKEN_TYPES: ['at+jwt'],
      OIDC_SCOPES: [],
      OIDC_LOGIN_CLAIM: 'login_ad',
      OIDC_MAX_LIFETIME_S: 86_400,
    });
  });

  it.each(['http://localhost:1', 'http://127.0.0.1:3000/x', 'http://[::1]:3000'])('takes %s', (issuer) => {
    expect(readSettings(authSettings, { ...GIVEN, OIDC_ISSUER: issuer }).OIDC_ISSUER).toBe(issuer);
  });

  it.each([
    ['OIDC_ISSUER', 'http://id.example'],
    ['OIDC_ISSUER', 'http://127.0.0.1.evil.example'],
    ['OIDC_ISSUER', 'http://localhost@evil.example'],
    ['OIDC_JWKS_URI', 'ftp://id.example'],
    ['OIDC_ALGORITHMS', 'HS256'],
    ['OIDC_ALGORITHMS', 'RS256,none'],
    ['OIDC_TOKEN_TYPES', ','],
    ['OIDC_MAX_LIFETIME_S', '99999999'],
    ['OIDC_SCOPES', 'openid profile'],
    ['OIDC_READ_SCOPES', 'read"'],
    ['OIDC_WRITE_SCOPES', 'wri\\te'],
    ['OIDC_WRITE_SCOPES', 'write\r\nx: y'],
    ['OIDC_INTROSPECTION_URI', 'http://id.example/introspect'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => readSettings(authSettings, { ...GIVEN, [name]: value })).toThrow(`${name}: must`);
  });

  const ID = { OIDC_INTROSPECTION_CLIENT_ID: 'etlaas' };
  const SECRET = { OIDC_INTROSPECTION_CLIENT_SECRET: 'hush' };
  const URI = { OIDC_INTROSPECTION_URI: 'https://id.example/introspect' };
  const read = (env: Record<string, string>) => readSettings(authSettings, { ...GIVEN, ...env }, authRules);

  it.each([{}, { ...ID, ...SECRET }, { ...ID, ...SECRET, ...URI }])('takes %j', (env) => {
    expect(() => read(env)).not.toThrow();
    expect(JSON.stringify(read(env))).not.toContain('hush');
  });

  it.each(['JWT', 'jwt', 'at+jwt,application/JWT'])('takes the type %s only with a scope', (types) => {
    const env = { OIDC_TOKEN_TYPES: types };
    expect(() => read(env)).toThrow('OIDC_SCOPES: must name a scope where OIDC_TOKEN_TYPES has JWT');
    expect(() => read({ ...env, OIDC_READ_SCOPES: 'r', OIDC_WRITE_SCOPES: 'w' })).toThrow('OIDC_SCOPES: must');
    expect(() => read({ ...env, OIDC_SCOPES: 'etlaas' })).not.toThrow();
  });

  it.each([ID, SECRET, URI, { ...ID, ...URI }, { ...SECRET, ...URI }])('refuses %j', (env) => {
    expect(() => read(env)).toThrow('OIDC_INTROSPECTION_CLIENT_ID: must come with');
  });
});

import { describe, expect, it } from '@jest/globals';
import { AppError, type ErrorCode, readSettings, toProblem } from '#libs/platform';
import { challengeOf } from './challenge.js';
import { assertScopes } from './scope-rules.js';
import { authSettings } from './settings.js';

const REQUIRED = { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'etlaas' };
const settings = readSettings(authSettings, {
  ...REQUIRED,
  OIDC_SCOPES: 'itaas',
  OIDC_READ_SCOPES: 'ops.read',
  OIDC_WRITE_SCOPES: 'ops.write,ops.read',
});

const refusalOf = (method: string, scopes: string[], rules = settings): unknown => {
  try {
    assertScopes({ subject: 's', login: 'alice', expiresAtMs: 0, scopes }, method, rules);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('scopes', () => {
  it.each<[string, string[], boolean]>([
    ['GET', ['itaas', 'ops.read'], true],
    ['HEAD', ['ops.read', 'itaas', 'more'], true],
    ['GET', ['itaas', 'ops.write'], false],
    ['GET', ['ops.read'], false],
    ['GET', [], false],
    ['GET', ['itaas', 'OPS.READ'], false],
    ['GET', ['itaas', 'ops.read.all'], false],
    ['GET', ['itaas ops.read'], false],
    ['POST', ['itaas', 'ops.read'], false],
    ['POST', ['itaas', 'ops.write'], false],
    ['POST', ['itaas', 'ops.read', 'ops.write'], true],
    ['PUT', ['itaas', 'ops.read'], false],
    ['DELETE', ['itaas', 'ops.read'], false],
    ['PATCH', ['itaas', 'ops.read'], false],
    ['OPTIONS', ['itaas', 'ops.read'], false],
    ['get', ['itaas', 'ops.read'], false],
  ])('let %s with %j through: %s', (method, scopes, passes) => {
    expect(refusalOf(method, scopes) === undefined).toBe(passes);
  });

  it('are not needed unless the settings say so', () => {
    expect(refusalOf('DELETE', [], readSettings(authSettings, REQUIRED))).toBeUndefined();
  });

  it('that are missing are named with all that are needed', () => {
    expect(refusalOf('POST', ['itaas'])).toMatchObject({
      code: 'SCOPE_MISSING',
      status: 403,
      message: expect.stringContaining('ops.write ops.read'),
      details: { scope: 'itaas ops.write ops.read' },
    });
  });
});

describe('the challenge', () => {
  it('of a missing scope says which to ask for', () => {
    expect(challengeOf(toProblem(refusalOf('POST', [])), 'Bearer x')).toBe(
      'Bearer realm="etlaas", error="insufficient_scope", scope="itaas ops.write ops.read"',
    );
  });

  it.each<[ErrorCode, string | undefined, string | undefined]>([
    ['UNAUTHENTICATED', undefined, 'Bearer realm="etlaas"'],
    ['UNAUTHENTICATED', '', 'Bearer realm="etlaas"'],
    ['UNAUTHENTICATED', 'Basic abc', 'Bearer realm="etlaas"'],
    ['UNAUTHENTICATED', 'Bearer ', 'Bearer realm="etlaas"'],
    ['UNAUTHENTICATED', 'Bearer abc', 'Bearer realm="etlaas", error="invalid_token"'],
    ['UNAUTHENTICATED', 'bearer two words"', 'Bearer realm="etlaas", error="invalid_token"'],
    ['PERMISSION_DENIED', 'Bearer abc', undefined],
    ['IDENTITY_UNAVAILABLE', 'Bearer abc', undefined],
  ])('of %s to %j is %j', (code, authorization, challenge) => {
    expect(challengeOf(toProblem(new AppError(code, 'x')), authorization)).toBe(challenge);
  });
});

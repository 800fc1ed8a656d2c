import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { withSignIn } from './sign-in.js';

const DOCUMENT: OpenAPIObject = {
  openapi: '3.1.0',
  info: { title: 'etlaas', version: '1' },
  paths: {},
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
};
const PLACE = { authorizationUrl: 'https://id.example/auth', tokenUrl: 'https://id.example/token' };
const SCOPES = { openid: expect.any(String), profile: expect.any(String) };

const schemes = (isImplicitWanted: boolean) =>
  withSignIn(DOCUMENT, PLACE, isImplicitWanted).components?.securitySchemes;

describe('the sign-in of people', () => {
  it('is by authorization code alone, beside pasted tokens', () => {
    expect(withSignIn(DOCUMENT, PLACE, false).security).toEqual([{ token: [] }, { 'sign-in': [] }]);
    expect(schemes(false)).toMatchObject({
      token: { type: 'http', scheme: 'bearer' },
      'sign-in': { type: 'oauth2', flows: { authorizationCode: { ...PLACE, scopes: SCOPES } } },
    });
  });

  it('is by the implicit flow too where that is wanted, and calls it deprecated', () => {
    expect(schemes(true)?.['sign-in']).toEqual({
      type: 'oauth2',
      description: expect.stringContaining('implicit flow is deprecated'),
      flows: {
        authorizationCode: { ...PLACE, scopes: SCOPES },
        implicit: { authorizationUrl: PLACE.authorizationUrl, scopes: SCOPES },
      },
    });
  });

  it.each([false, true])('leaves the document as it is where nobody knows where (implicit: %s)', (isImplicitWanted) => {
    expect(withSignIn(DOCUMENT, undefined, isImplicitWanted)).toBe(DOCUMENT);
  });
});

import 'reflect-metadata';
import { createHmac, createSign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { JWTPayload } from 'jose';
import { CallerGrants, DEFAULT_GROUP_PATTERN } from '#libs/permission';
import { AppError, readSettings } from '#libs/platform';
import { CurrentCaller, OpsOnly, Public } from './access.decorators.js';
import { AuthModule } from './auth.module.js';
import { Authenticator } from './authenticator.js';
import type { Caller } from './caller.js';
import { authSettings } from './settings.js';
import { FakeProvider, makeKey } from './testing/fake-provider.js';
import { AUDIENCE, forge, goodClaims, type Making, now, part, signToken } from './testing/tokens.js';

const [KEY, OTHER] = [makeKey('one'), makeKey('one')];
const UNTYPED = makeKey('two');

@Controller()
class Routes {
  @Get('mine')
  mine(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Public()
  @Get('open')
  open(): string {
    return 'open';
  }

  @Public()
  @Get('open-caller')
  openCaller(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Public()
  @OpsOnly()
  @Get('ops')
  ops(): string {
    return 'ops';
  }
}

let provider: FakeProvider;
let app: NestFastifyApplication;
const met: [login: string | undefined, reply: unknown][] = [];

beforeAll(async () => {
  provider = await FakeProvider.start(KEY, { ...UNTYPED, jwk: { ...UNTYPED.jwk, alg: 'RS512' } });
  const settings = readSettings(authSettings, {
    OIDC_ISSUER: provider.issuer,
    OIDC_JWKS_URI: provider.jwksUri,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_SCOPES: 'etlaas',
    OIDC_ALGORITHMS: 'RS256,RS512',
  });
  const groupsOf = async (account: string) => {
    if (account === 'unlucky') throw new AppError('DIRECTORY_UNAVAILABLE', 'down');
    return account === 'oscar' ? ['OPS'] : ['ETL_MAE'];
  };
  const grants = new CallerGrants({ groupsOf }, { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' }, { ttlMs: 1_000 });
  const module = await Test.createTestingModule({
    imports: [
      AuthModule.with({
        settings,
        grants,
        onCaller: ({ caller }, reply) => {
          met.push([caller?.login, reply]);
          if (caller?.login === 'busy') throw new AppError('RATE_LIMITED', 'Later.');
        },
      }),
    ],
    controllers: [Routes],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalFilters({
    catch: (error: unknown, host) => {
      const reply = host.switchToHttp().getResponse();
      const known = error instanceof AppError ? error : new AppError('INTERNAL', String(error));
      reply.code(known.status).send({ code: known.code, detail: known.message });
    },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});

const claims = (changes: JWTPayload = {}) => goodClaims(provider.issuer, changes);
const sign = ({ claims: changes = {}, header, key = KEY.privateKey }: Making = {}) =>
  signToken(claims(changes), key, header);

async function get(url: string, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { statusCode, json, body } = await app.inject({ url, headers });
  return { statusCode, body: body.startsWith('{') ? json() : body };
}

describe('a good token', () => {
  it('names the caller', async () => {
    expect(await get('/mine', await sign())).toEqual({
      statusCode: 200,
      body: {
        subject: 'alice-id',
        login: 'alice',
        clientId: 'swagger',
        scopes: ['openid', 'etlaas'],
        tokenId: 'token-1',
        expiresAtMs: expect.any(Number),
      },
    });
  });

  it('of a client that acts for itself names the client as the account', async () => {
    const token = await sign({ claims: { sub: 'mae-batch', client_id: 'mae-batch', login_ad: undefined } });
    expect((await get('/mine', token)).body).toMatchObject({ login: 'mae-batch', clientId: 'mae-batch' });
  });

  it.each<[string, Making]>([
    ['the long type', { header: { typ: 'application/AT+JWT' } }],
    ['a clock that differs a little', { claims: { iat: now() + 3, exp: now() + 300 } }],
    ['an expiry a moment ago', { claims: { exp: now() - 3, iat: now() - 60 } }],
    ['several audiences', { claims: { aud: ['x', AUDIENCE] } }],
    ['no login, client or id where none is needed', { claims: { client_id: undefined, jti: undefined } }],
  ])('with %s is accepted', async (_, making) => {
    expect((await get('/mine', await sign(making))).statusCode).toBe(200);
  });

  it('does not mix up simultaneous callers', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `user-${index}`);
    const answers = await Promise.all(
      names.map(async (name) => get('/mine', await sign({ claims: { login_ad: name } }))),
    );
    expect(answers.map(({ body }) => body.login)).toEqual(names);
  });
});

const HEADER = { alg: 'RS256', kid: 'one', typ: 'at+jwt' };
const rs256 = (input: string): string =>
  createSign('RSA-SHA256').update(input).sign(KEY.privateKey).toString('base64url');

/** The same bytes by another last character: the last four of its six bits mean nothing in a signature of 2,048. */
const respell = (token: string): string => {
  const last = BASE64URL.indexOf(token.slice(-1));
  return token.slice(0, -1) + BASE64URL[last ^ 1];
};
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a bad token', () => {
  const day = 86_400;
  const bad: [string, () => Promise<string> | string][] = [
    ['signed by another key with this id', () => sign({ key: OTHER.privateKey })],
    [
      'changed after it was signed',
      async () => (await sign()).replace(/\.[^.]+\./, `.${part(claims({ sub: 'root' }))}.`),
    ],
    ['without its signature', async () => (await sign()).replace(/[^.]+$/, '')],
    ['of algorithm none', () => forge({ ...HEADER, alg: 'none' }, claims(), () => '')],
    ['of algorithm None', () => forge({ ...HEADER, alg: 'None' }, claims(), () => 'x')],
    [
      'of HS256 with the public key as secret',
      () =>
        forge({ ...HEADER, alg: 'HS256' }, claims(), (input) =>
          createHmac('sha256', KEY.publicKey.export({ type: 'spki', format: 'pem' }))
            .update(input)
            .digest('base64url'),
        ),
    ],
    ['of an algorithm that its key is not for', () => sign({ header: { kid: 'two' }, key: UNTYPED.privateKey })],
    ['of an algorithm in other letters', () => forge({ ...HEADER, alg: 'rs256' }, claims(), rs256)],
    ['of several algorithms', () => forge({ ...HEADER, alg: ['RS256'] }, claims(), rs256)],
    ['without algorithm', () => forge({ ...HEADER, alg: undefined }, claims(), rs256)],
    ['of an algorithm that is not in our list', () => sign({ header: { alg: 'PS256' } })],
    ['of another issuer', () => sign({ claims: { iss: 'https://evil.example' } })],
    ['of an issuer that is ours but for a slash', () => sign({ claims: { iss: `${provider.issuer}/` } })],
    ['without issuer', () => sign({ claims: { iss: undefined } })],
    ['for another audience', () => sign({ claims: { aud: 'https://other.test' } })],
    ['for an audience that begins like ours', () => sign({ claims: { aud: `${AUDIENCE}.evil` } })],
    ['for several audiences that are not ours', () => sign({ claims: { aud: ['x', `${AUDIENCE}/`] } })],
    ['for no audience', () => sign({ claims: { aud: undefined } })],
    ['that expired', () => sign({ claims: { iat: now() - 600, exp: now() - 10 } })],
    ['that never expires', () => sign({ claims: { exp: undefined } })],
    ['that expires in eternity', () => sign({ claims: { exp: 1e300 } })],
    ['that expires in the middle of a second', () => sign({ claims: { exp: now() + 60.5 } })],
    ['that expires at infinity', () => sign({ claims: { exp: '9999999999' as unknown as number } })],
    ['that lives too long', () => sign({ claims: { exp: now() + day + 10 } })],
    ['issued tomorrow', () => sign({ claims: { iat: now() + day, exp: now() + day + 60 } })],
    ['issued never', () => sign({ claims: { iat: undefined } })],
    ['not valid yet', () => sign({ claims: { nbf: now() + 60 } })],
    ['without key id', () => sign({ header: { kid: undefined } })],
    ['with an empty key id', () => sign({ header: { kid: '' } })],
    ['with an unknown key id', () => sign({ header: { kid: 'two-and-a-half' } })],
    ['with a key id like a path', () => sign({ header: { kid: '../../dev/null' } })],
    ['with a key id of another kind', () => sign({ header: { kid: 1 } })],
    ['with a key id like a member of all objects', () => sign({ header: { kid: '__proto__' } })],
    ['with a key id like a query', () => sign({ header: { kid: "x' UNION SELECT 'key" } })],
    ['that brings its own key', () => sign({ header: { kid: 'mine', jwk: OTHER.jwk }, key: OTHER.privateKey })],
    ['that says where its key is', () => sign({ header: { jku: 'http://127.0.0.1/jwks' }, key: OTHER.privateKey })],
    [
      'that says where its certificate is',
      () => sign({ header: { x5u: 'http://127.0.0.1/c' }, key: OTHER.privateKey }),
    ],
    ['that brings its certificate', () => sign({ header: { x5c: ['MIIB'] }, key: OTHER.privateKey })],
    ['of type JWT', () => sign({ header: { typ: 'JWT' } })],
    ['without type', () => sign({ header: { typ: undefined } })],
    ['with a critical extension', () => sign({ header: { crit: ['exotic'], exotic: 1 } })],
    ['with a critical extension that it does not have', () => forge({ ...HEADER, crit: [] }, claims(), rs256)],
    ['whose payload is not encoded', () => forge({ ...HEADER, b64: false }, claims(), rs256)],
    ['that is an ID token by nonce', () => sign({ claims: { nonce: 'n' } })],
    ['that is an ID token by at_hash', () => sign({ claims: { at_hash: 'h' } })],
    ['that is an ID token by c_hash', () => sign({ claims: { c_hash: 'h' } })],
    ['without subject', () => sign({ claims: { sub: undefined } })],
    ['without any account', () => sign({ claims: { login_ad: undefined, client_id: undefined } })],
    ['of a person without login, signed in by a client', () => sign({ claims: { login_ad: undefined } })],
    ['with an odd login', () => sign({ claims: { login_ad: 'al\r\nice' } })],
    ['with a login that is no text', () => sign({ claims: { login_ad: ['alice'] } })],
    ['with a payload that is no object', () => forge(HEADER, null, () => 'x')],
    ['whose signature is spelled otherwise', async () => respell(await sign())],
    ['with padding', async () => `${await sign()}==`],
    ['with something after it', async () => `${await sign()} more`],
    ['of four parts', async () => `${await sign()}.`],
    ['of five parts, encrypted', () => `${part({ ...HEADER, alg: 'dir', enc: 'A256GCM' })}..a.b.c`],
    ['that the provider would have to read', () => 'opaque-0123456789'],
    ['of two parts', () => 'a.b'],
    ['of noise', () => 'noise'],
    ['of nothing', () => ''],
  ];

  it.each(bad)('%s is refused', async (_, make) => {
    const { statusCode, body } = await get('/mine', await make());
    expect({ statusCode, code: body.code }).toEqual({ statusCode: 401, code: 'UNAUTHENTICATED' });
  });

  it('says no more than what to do', async () => {
    expect((await get('/mine')).body.detail).toContain('Authorization: Bearer');
    expect((await get('/mine', await sign({ key: OTHER.privateKey }))).body.detail).toBe(
      'The access token is not valid for this API.',
    );
    expect((await get('/mine', await sign({ claims: { iat: now() - 600, exp: now() - 10 } }))).body.detail).toBe(
      'The access token has expired.',
    );
  });

  it('signed over a payload that is no object ends nothing', async () => {
    expect((await get('/mine', forge(HEADER, null, rs256))).statusCode).toBe(401);
  });
});

describe('the guard', () => {
  it('answers 403 to a good token that lacks a scope', async () => {
    const { statusCode, body } = await get('/mine', await sign({ claims: { scope: 'openid etlaas2' } }));
    expect({ statusCode, code: body.code }).toEqual({ statusCode: 403, code: 'SCOPE_MISSING' });
  });

  it.each([
    ['/mine', undefined, 401],
    ['/open', undefined, 200],
    ['/open', 'alice', 200],
    ['/open-caller', undefined, 401],
    ['/ops', undefined, 401],
    ['/ops', 'alice', 403],
    ['/ops', 'oscar', 200],
    ['/ops', 'unlucky', 503],
  ])('answers %s of %s with %i', async (url, login, status) => {
    const token = login && (await sign({ claims: { login_ad: login } }));
    expect((await get(url, token)).statusCode).toBe(status);
  });

  it.each([
    ['who is let in', '/mine', { login_ad: 'alice' }, 200],
    ['who is not ops', '/ops', { login_ad: 'alice' }, 403],
    ['whose token lacks a scope', '/mine', { login_ad: 'alice', scope: 'openid' }, 403],
  ])('tells of a caller once, also of one %s', async (_, url, changes, status) => {
    met.length = 0;
    expect((await get(url, await sign({ claims: changes }))).statusCode).toBe(status);
    expect(met).toEqual([['alice', expect.objectContaining({ statusCode: status })]]);
  });

  it.each(['/ops', '/mine'])('lets whoever is told refuse %s first', async (url) => {
    const token = await sign({ claims: { login_ad: 'busy', scope: 'openid' } });
    expect((await get(url, token)).statusCode).toBe(429);
  });

  it('tells of nobody where the token is not good, or none is needed', async () => {
    met.length = 0;
    await get('/mine', await sign({ key: OTHER.privateKey }));
    await get('/open', await sign());
    expect(met).toEqual([]);
  });

  it('can be asked from outside a route', async () => {
    const headers = { authorization: `Bearer ${await sign()}` };
    expect(await app.get(Authenticator).callerOf({ method: 'GET', headers })).toMatchObject({ login: 'alice' });
    await expect(app.get(Authenticator).callerOf({ method: 'GET', headers: {} })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

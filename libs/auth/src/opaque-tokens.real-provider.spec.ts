import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Configuration } from 'oidc-provider';
import { readSettings, Secret } from '#libs/platform';
import { Authenticator } from './authenticator.js';
import { Introspection } from './introspection.js';
import { JwtStrategy } from './jwt.strategy.js';
import { OpaqueTokens } from './opaque-tokens.js';
import { authSettings } from './settings.js';
import { SigningKeys } from './signing-keys.js';
import { makeKey } from './testing/fake-provider.js';

const OURS = 'urn:etlaas';
const THEIRS = 'urn:other';
const SECRET = 'a secret: 100 % / +';

let server: Server;
let issuer: string;
let clock: number;

beforeAll(async () => {
  // The provider's advice for production; it begins when its code is loaded.
  for (const kind of ['warn', 'info'] as const) jest.spyOn(console, kind).mockImplementation(() => {});
  const { Provider } = await import('oidc-provider');
  let serve: RequestListener = () => {};
  server = createServer((request, response) => serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serve = new Provider(issuer, configuration()).callback();
});
beforeEach(() => {
  clock = Date.now();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  jest.restoreAllMocks();
});

const client = (name: string, ...grants: string[]) => ({
  client_id: name,
  client_secret: SECRET,
  grant_types: grants,
  redirect_uris: [],
  response_types: [],
});

const configuration = (): Configuration => ({
  jwks: { keys: [{ ...makeKey('one').privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
  clients: [client('mae-batch', 'client_credentials'), client('stranger', 'client_credentials'), client('etlaas')],
  scopes: ['openid'],
  // The provider itself names no subject in its answer about a client's token.
  extraTokenClaims: (_ctx, { clientId }) => (clientId === 'stranger' ? undefined : { sub: clientId }),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_ctx, { clientId }) => clientId === 'etlaas' },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => OURS,
      getResourceServerInfo: (_ctx, audience) => ({
        scope: 'ops.read ops.write',
        audience,
        accessTokenTTL: 600,
        accessTokenFormat: audience.endsWith('jwt') ? 'jwt' : 'opaque',
      }),
    },
  },
});

function open(clientId = 'etlaas', secret = SECRET): Authenticator {
  const settings = readSettings(authSettings, {
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: OURS,
    OIDC_READ_SCOPES: 'ops.read',
    OIDC_WRITE_SCOPES: 'ops.write',
  });
  const now = () => clock;
  const introspection = new Introspection({ issuer, clientId, clientSecret: new Secret(secret) });
  const opaqueTokens = new OpaqueTokens(introspection, settings, now);
  return new Authenticator({
    strategy: new JwtStrategy(new SigningKeys({ issuer }), settings),
    opaqueTokens,
    settings,
    now,
  });
}

async function post(path: string, name: string, form: Record<string, string>): Promise<Response> {
  const pair = [name, SECRET].map(encodeURIComponent).join(':');
  const headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  return fetch(`${issuer}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
}

async function tokenOf(name: string, resource = OURS): Promise<string> {
  const answer = await post('/token', name, { grant_type: 'client_credentials', resource, scope: 'ops.read' });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}

const ask = (authenticator: Authenticator, token: string, method = 'GET') =>
  authenticator.callerOf({ method, headers: { authorization: `Bearer ${token}` } });

describe('a real provider', () => {
  it('names the caller of a token that is no JWT, and its scopes count', async () => {
    const token = await tokenOf('mae-batch');
    expect(token).toMatch(/^[\w-]{43}$/);
    const caller = { subject: 'mae-batch', login: 'mae-batch', clientId: 'mae-batch', scopes: ['ops.read'] };
    expect(await ask(open(), token)).toMatchObject(caller);
    await expect(ask(open(), token, 'POST')).rejects.toMatchObject({ code: 'SCOPE_MISSING' });
  });

  it('ends a revoked token, for us after a minute', async () => {
    const [token, authenticator] = [await tokenOf('mae-batch'), open()];
    await ask(authenticator, token);
    expect((await post('/token/revocation', 'mae-batch', { token })).status).toBe(200);
    clock += 59_999;
    expect(await ask(authenticator, token)).toMatchObject({ login: 'mae-batch' });
    clock += 1;
    await expect(ask(authenticator, token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each<[string, () => Promise<string>]>([
    ['a token for another API', () => tokenOf('mae-batch', THEIRS)],
    ['a JWT for another API', () => tokenOf('mae-batch', `${THEIRS}:jwt`)],
    ['a token without subject', () => tokenOf('stranger')],
    ['a token that it never issued', async () => `${await tokenOf('mae-batch')}x`],
  ])('lets nobody in with %s', async (_, make) => {
    await expect(ask(open(), await make())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('lets nobody in while our own credentials are wrong', async () => {
    const token = await tokenOf('mae-batch');
    await expect(ask(open('etlaas', 'wrong'), token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });

  it('tells nothing to a client that may not ask', async () => {
    const token = await tokenOf('mae-batch');
    await expect(ask(open('stranger'), token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { SignJWT } from 'jose';
import { Authenticator, AuthModule, authSettings } from '#libs/auth';
import { CallerGrants, DEFAULT_GROUP_PATTERN } from '#libs/permission';
import { type AppLogger, readSettings } from '#libs/platform';
import { serveQueueBoard } from '../../queues/queue-board.js';
import type { ApiRequest } from '../api-request.js';
import { ProblemFilter } from './problem.filter.js';
import { ProblemAnswers } from './problem-answers.js';

@Controller('route')
class Routes {
  @Get()
  read(): string {
    return 'read';
  }

  @Post()
  change(): string {
    return 'changed';
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const logger = { error: () => {}, debug: () => {} } as unknown as AppLogger;

let provider: Server;
let issuer: string;
let app: NestFastifyApplication;
let refused: ApiRequest | undefined;

beforeAll(async () => {
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }];
  provider = createServer((_, response) => response.end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const settings = readSettings(authSettings, {
    OIDC_ISSUER: issuer,
    OIDC_JWKS_URI: `${issuer}/jwks`,
    OIDC_AUDIENCE: 'etlaas',
    OIDC_READ_SCOPES: 'ops.read',
    OIDC_WRITE_SCOPES: 'ops.write',
  });
  const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
  const grants = new CallerGrants({ groupsOf: async () => ['OPS'] }, names, { ttlMs: 1_000 });
  const module = await Test.createTestingModule({
    imports: [AuthModule.with({ settings, grants })],
    controllers: [Routes],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', async (request) => {
    refused = request as ApiRequest;
  });
  const problems = new ProblemAnswers(logger, { membersFor: () => ({}), onProblem: () => undefined });
  app.useGlobalFilters(new ProblemFilter(problems));
  await serveQueueBoard(fastify, {
    queues: new Map(),
    workers: { workersOf: async () => [] },
    desk: { press: async () => undefined },
    audit: { note: () => undefined },
    authenticator: app.get(Authenticator),
    grants,
    problems,
    look: { environment: undefined, canSignIn: false },
  });
  await app.init();
  await fastify.ready();
});
afterAll(async () => {
  await app.close();
  provider.closeAllConnections();
  provider.close();
});

const tokenWith = (scope: string): Promise<string> => {
  const claims = { sub: 'id', login_ad: 'oscar', scope };
  const token = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt' });
  return token.setIssuer(issuer).setAudience('etlaas').setIssuedAt().setExpirationTime('5m').sign(privateKey);
};

async function send(method: 'GET' | 'POST', url: string, authorization?: string) {
  const { statusCode, headers, json } = await app.inject({
    method,
    url,
    headers: authorization ? { authorization } : {},
  });
  const challenge = headers['www-authenticate'];
  return { statusCode, challenge, code: statusCode < 400 ? undefined : json().code };
}

describe.each(['/route', '/queues/api/queues'])('%s', (url) => {
  it('says nothing of an error to whoever sent no token', async () => {
    const answer = { statusCode: 401, challenge: 'Bearer realm="etlaas"', code: 'UNAUTHENTICATED' };
    expect(await send('GET', url)).toEqual(answer);
    expect(await send('GET', url, 'Basic eA==')).toEqual(answer);
  });

  it('says that a token is invalid', async () => {
    const challenge = 'Bearer realm="etlaas", error="invalid_token"';
    const answer = { statusCode: 401, challenge, code: 'UNAUTHENTICATED' };
    for (const token of ['opaque', 'a.b.c', `${await tokenWith('ops.read')}x`]) {
      expect(await send('GET', url, `Bearer ${token}`)).toEqual(answer);
    }
  });

  it('names the scope that is missing, and the record names the caller', async () => {
    const challenge = 'Bearer realm="etlaas", error="insufficient_scope", scope="ops.read"';
    const authorization = `Bearer ${await tokenWith('ops.write')}`;
    expect(await send('GET', url, authorization)).toEqual({ statusCode: 403, challenge, code: 'SCOPE_MISSING' });
    expect(refused).toMatchObject({
      caller: { login: 'oscar' },
      audited: { message: expect.stringContaining('SCOPE_MISSING: ') },
    });
  });

  it('lets in whoever may read', async () => {
    const authorization = `Bearer ${await tokenWith('ops.read')}`;
    expect(await send('GET', url, authorization)).toEqual({ statusCode: 200, challenge: undefined, code: undefined });
  });
});

describe('a change', () => {
  it('needs the scope to write, which does not include the one to read', async () => {
    const challenge = 'Bearer realm="etlaas", error="insufficient_scope", scope="ops.write"';
    const reader = `Bearer ${await tokenWith('ops.read')}`;
    expect(await send('POST', '/route', reader)).toEqual({ statusCode: 403, challenge, code: 'SCOPE_MISSING' });
    expect(refused?.audited?.decision).toEqual({ allowed: false, reason: expect.stringContaining('ops.write') });
    expect(await send('POST', '/route', `Bearer ${await tokenWith('ops.write')}`)).toMatchObject({ statusCode: 201 });
  });
});

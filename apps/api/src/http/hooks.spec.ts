import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import { createLogger, NO_TRACES } from '#libs/platform';
import { readApiSettings } from '../settings.js';
import { createAdapter } from './fastify-app.js';
import { addHooks } from './hooks.js';
import { HttpMetrics } from './metrics/http-metrics.js';

const ORIGIN = 'https://ops.example';
const ENV = {
  REDIS_URL: 'redis://localhost',
  ZONE_KEYS: `docker=${'d'.repeat(32)}`,
  AUDIT_KEYS: `one=${'a'.repeat(32)}`,
  OIDC_ISSUER: 'https://sso.example.test',
  OIDC_AUDIENCE: 'etlaas',
};

let app: FastifyInstance;
afterEach(() => app.close());

/** The edge of the API with three routes behind it. */
function ask(question: InjectOptions, env: Record<string, string> = {}) {
  const settings = readApiSettings({ ...ENV, ...env });
  const trustedHops = settings.TRUSTED_PROXY_HOPS;
  app = createAdapter({ refuseAddress: () => {}, answerClientError: () => {}, trustedHops }).getInstance();
  const audit = { note: () => undefined } as unknown as AuditLog;
  const logger = createLogger('test', 'silent');
  const httpMetrics = new HttpMetrics(new Registry());
  addHooks(app, { settings, audit, logger, httpMetrics, cutRequests: new WeakMap(), traces: NO_TRACES });
  app.get('/jobs/:id', async ({ ip, protocol, host }) => ({ ip, protocol, host }));
  app.delete('/jobs/:job/', async () => ({}));
  app.post('/jobs/:id/cancel', async () => ({}));
  app.get('/files/*', async () => ({}));
  return app.inject(question);
}

describe('a method that a path does not know', () => {
  it.each([
    ['POST', '/jobs/1', 'DELETE, GET, HEAD'],
    ['PUT', '/jobs/1/?a=/jobs', 'DELETE, GET, HEAD'],
    ['GET', '/jobs/1/cancel', 'POST'],
    ['GET', '/jobs//cancel', 'POST'],
    ['OPTIONS', '/jobs/1', 'DELETE, GET, HEAD'],
    ['PROPFIND', '/jobs/1', 'DELETE, GET, HEAD'],
    ['TRACE', '/jobs/1', 'DELETE, GET, HEAD'],
    ['DELETE', '/files/a/b.css', 'GET, HEAD'],
  ])('%s %s is 405 and told %s', async (method, url, allow) => {
    const { statusCode, headers } = await ask({ method: method as 'GET', url });
    expect([statusCode, headers['allow']]).toEqual([405, allow]);
  });

  it.each(['/', '/jobs', '/jobs/1/cancel/x', '/filesx'])('but %s is 404', async (url) => {
    const { statusCode, headers } = await ask({ method: 'POST', url });
    expect([statusCode, headers['allow']]).toEqual([404, undefined]);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string, method: string, names?: string): InjectOptions => ({
    method: 'OPTIONS',
    url: '/jobs/1',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(names && { 'access-control-request-headers': names }),
    },
  });
  const corsOf = (headers: object) => Object.entries(headers).filter(([name]) => name.startsWith('access-control'));
  const listed = { CORS_ORIGINS: `https://other.example, ${ORIGIN}` };

  it('may call and read our headers where they are listed', async () => {
    const { headers } = await ask({ url: '/jobs/1', headers: { origin: ORIGIN } }, listed);
    expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'Origin' });
    expect(headers['access-control-expose-headers']).toContain('Operation-Location');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('are answered a preflight with what the path knows', async () => {
    const { statusCode, headers } = await ask(preflight(ORIGIN, 'DELETE', 'Authorization, Prefer'), listed);
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'DELETE, GET, HEAD',
      'access-control-max-age': '600',
    });
  });

  it.each([
    ['an origin that is not listed', preflight('https://evil.example', 'GET'), listed],
    ['a longer origin', preflight(`${ORIGIN}.evil.example`, 'GET'), listed],
    ['the same host without TLS', preflight('http://ops.example', 'GET'), listed],
    ['no origin to speak of', preflight('null', 'GET'), listed],
    ['a method that the path does not know', preflight(ORIGIN, 'PUT'), listed],
    ['a header that we do not know', preflight(ORIGIN, 'GET', 'authorization,x-evil'), listed],
    ['a listed origin where no list is', preflight(ORIGIN, 'GET'), {}],
  ])('get no word for %s', async (_, question, env) => {
    const { statusCode, headers } = await ask(question, env);
    expect([statusCode, corsOf(headers)]).toEqual([405, []]);
  });
});

describe('proxies', () => {
  const headers = {
    'x-forwarded-for': '1.1.1.1, 10.9.8.7',
    'x-forwarded-host': 'ops.example',
    'x-forwarded-proto': 'https',
  };
  it.each([
    ['0', { ip: '127.0.0.1', protocol: 'http', host: 'localhost:80' }],
    ['1', { ip: '10.9.8.7', protocol: 'https', host: 'ops.example' }],
    ['2', { ip: '1.1.1.1', protocol: 'https', host: 'ops.example' }],
  ])('%s of them are believed, and no more', async (hops, seen) => {
    const answer = await ask({ url: '/jobs/1', headers }, { TRUSTED_PROXY_HOPS: hops });
    expect(answer.json()).toEqual(seen);
  });

  it('one of them cannot be made two by a caller', async () => {
    const forged = { ...headers, 'x-forwarded-for': '9.9.9.9, 8.8.8.8, 10.9.8.7' };
    expect((await ask({ url: '/jobs/1', headers: forged }, { TRUSTED_PROXY_HOPS: '1' })).json().ip).toBe('10.9.8.7');
  });
});

describe('the trace of a request', () => {
  const CALLER = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const answered = async (traceparent: string) => (await ask({ url: '/jobs/1', headers: { traceparent } })).headers;

  it('is that of its caller', async () => {
    expect(await answered(CALLER)).toMatchObject({ traceparent: CALLER });
  });

  it.each(['', 'what', CALLER.toUpperCase(), `${CALLER},${CALLER}`, CALLER.replaceAll('a', '0')])(
    'is a new one where the caller says "%s"',
    async (given) => {
      const { traceparent } = await answered(given);
      expect(traceparent).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/);
      expect(traceparent).not.toBe(given);
    },
  );
});

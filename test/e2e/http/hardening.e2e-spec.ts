import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const AT = 'environment=Development';
const SERVICE = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01';
const OLD_SERVICE = '/informatica/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'];
const PROBLEM = 'application/problem+json; charset=utf-8';

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

/** A connection on which the test says what it likes. */
function rawConnection(text: string): Socket {
  const socket = connect(sandbox.port, '127.0.0.1').setEncoding('utf8');
  socket.on('error', () => undefined).write(text);
  return socket;
}

/** All that came until the other side ended the connection, and how long that took. */
async function untilEnded(socket: Socket): Promise<{ text: string; tookMs: number }> {
  const began = performance.now();
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  await once(socket, 'close');
  return { text, tookMs: performance.now() - began };
}

const problemIn = (text: string) => JSON.parse(text.split('\r\n\r\n')[1] ?? '') as Record<string, unknown>;

describe('what comes slowly or broken', () => {
  it('headers that never end are cut in 15 s or so, with a problem', async () => {
    const sockets = [1, 2, 3].map(() => rawConnection('GET /health/live HTTP/1.1\r\nHost: a\r\nX-Slow: '));
    const drip = setInterval(() => {
      for (const socket of sockets) socket.write('a');
    }, 500);
    const ends = await Promise.all(sockets.map(untilEnded));
    clearInterval(drip);
    for (const { text, tookMs } of ends) {
      expect(tookMs).toBeGreaterThan(9_000);
      expect(tookMs).toBeLessThan(20_000);
      expect(text).toMatch(/^HTTP\/1\.1 408 /);
      expect(problemIn(text)).toMatchObject({ status: 408, code: 'REQUEST_TIMED_OUT', retryable: true });
    }
  });

  it.each([
    [
      'headers over 16 KiB',
      `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['an address over 16 KiB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['no HTTP', 'hello there\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'MALFORMED_REQUEST',
    ],
  ])('%s: a problem, and no word of the parser', async (_, sent, status, code) => {
    const { text, tookMs } = await untilEnded(rawConnection(sent));
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text.toLowerCase()).toContain(`content-type: ${PROBLEM}`);
    expect(problemIn(text)).toMatchObject({ status, code, correlationId: expect.any(String) });
    expect(text).not.toMatch(/HPE_|Parse Error|\bat \/|node_modules|aaaa|hello/);
    expect(tookMs).toBeLessThan(5_000);
  });

  it.each([
    ['objects', `${'{"mode":'.repeat(1_800)}1${'}'.repeat(1_800)}`],
    ['arrays', `{"mode":${'['.repeat(8_000)}${']'.repeat(8_000)}}`],
  ])('deeply nested %s are refused and not run into', async (_, body) => {
    const headers = { 'content-type': 'application/json' };
    for (const [method, path] of [
      ['POST', `${SERVICE}/stop?${AT}`],
      ['PUT', `${OLD_SERVICE}?Environment=Development`],
    ] as const) {
      const answer = await sandbox.as('mae-batch').send({ method, path, headers, body });
      expect([answer.status, answer.headers['content-type']]).toEqual([400, PROBLEM]);
    }
  });

  it('a body that is too large is not read to its end', async () => {
    const head = `POST ${SERVICE}/stop?${AT} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${sandbox.token('mae-batch')}\r\n`;
    const socket = rawConnection(`${head}Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{`);
    const [first] = (await once(socket, 'data')) as [string];
    socket.destroy();
    expect(first).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('what takes long for a good reason', () => {
  it('a wait and an event stream outlive the time in which a request must have come', async () => {
    const mae = sandbox.as('mae-batch');
    sandbox.misbehave({
      program: 'infacmd',
      command: 'GetServiceStatus',
      target: 'INT_MAE_D01',
      does: 'slow',
      ms: 36_000,
    });
    const { links } = jobOf(await mae.get(`${SERVICE}?${AT}`));
    const [waited, stream, unfinished] = await Promise.all([
      mae.get(links.self, { prefer: 'wait=60' }),
      mae.get(links.events),
      untilEnded(
        rawConnection(
          `POST ${SERVICE}/stop?${AT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
        ),
      ),
    ]);
    sandbox.misbehave();
    const { createdAt, status, finishedAt } = jobOf(waited) as ReturnType<typeof jobOf> & { finishedAt: string };
    expect(Date.parse(finishedAt) - Date.parse(createdAt)).toBeGreaterThan(35_000);
    expect(status).toBe('succeeded');
    expect(stream.text).toMatch(/event: end\n/);
    // A request of which a part is missing is not such a reason.
    expect(unfinished.text).toMatch(/^HTTP\/1\.1 408 /);
    expect(unfinished.tookMs).toBeLessThan(40_000);
  });
});

describe('methods', () => {
  /** The documented methods of each path, with HEAD where GET is. */
  const documented = () =>
    Object.entries(contract.document.paths).map(([path, methods]) => {
      const known = Object.keys(methods).map((method) => method.toUpperCase());
      return { path: path.replaceAll(/\{[^}]+\}/g, 'MAE'), shape: path.replaceAll(/\{[^}]+\}/g, '{}'), known };
    });

  it('that a documented path does not know are 405 with Allow, token or not', async () => {
    const knownAt = new Map<string, string[]>();
    for (const { shape, known } of documented()) knownAt.set(shape, [...(knownAt.get(shape) ?? []), ...known]);
    let refused = 0;
    for (const { path, shape } of documented()) {
      const known = knownAt.get(shape) ?? [];
      const allowed = [...new Set([...known, ...(known.includes('GET') ? ['HEAD'] : [])])].sort();
      for (const method of METHODS.filter((one) => !allowed.includes(one))) {
        const caller = refused % 2 === 0 ? sandbox.with() : sandbox.as('stranger');
        const { status, headers, body } = await caller.send({ method, path });
        expect({ method, path, status, allow: headers.allow, code: body['code'] }).toEqual({
          method,
          path,
          status: 405,
          allow: allowed.join(', '),
          code: method === 'HEAD' ? undefined : 'METHOD_NOT_ALLOWED',
        });
        if (path.startsWith('/informatica') && method !== 'HEAD') expect(body['message']).toBe(body['detail']);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(150);
  });

  it.each(['/docs', '/docs-json', '/docs/swagger-ui.css'])('also at %s', async (path) => {
    const { status, headers } = await sandbox.with().send({ method: 'POST', path });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each(METHODS.filter((method) => method !== 'HEAD'))('%s of an unknown path is 404', async (method) => {
    const { status, headers, body } = await sandbox.with().send({ method, path: '/v1/no-such-route' });
    expect([status, headers.allow, body['code']]).toEqual([404, undefined, 'ROUTE_NOT_FOUND']);
  });
});

describe('headers', () => {
  const API_POLICY = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
  const ASKED = [
    '/v1/permissions',
    '/v1/no-such-route',
    '/v1/%zz',
    '/UUID/1',
    '/health/live',
    '/metrics',
    '/docs-json',
  ];

  it.each(ASKED)('%s is nothing that a browser may run, frame, guess or keep', async (path) => {
    const { headers } = await sandbox.as('mae-batch').get(path);
    expect(headers).toMatchObject({
      'content-security-policy': API_POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([...ASKED, '/docs', '/queues'])('%s does not say what answers, and knows no other origin', async (path) => {
    const { headers } = await sandbox.as('e2s-ops').get(path, { origin: 'https://ops.example' });
    const said = Object.keys(headers).join(' ');
    expect(said).not.toMatch(/server|powered|version|access-control|ratelimit-reset/);
    expect(Object.values(headers).join(' ')).not.toMatch(/fastify|express|nest|node/i);
  });

  it('Swagger UI runs its own scripts and fetches tokens from the provider', async () => {
    const { headers, text } = await sandbox.with().get('/docs');
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        `connect-src 'self' ${new URL(sandbox.issuer).origin}`,
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers['cross-origin-opener-policy']).toBe('unsafe-none');
    expect(inlineScripts(text)).toEqual([]);
    const redirect = await sandbox.with().get('/docs/oauth2-redirect.html');
    expect(redirect.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    expect(inlineScripts(redirect.text)).toEqual([]);
  });

  it('Bull Board runs its own scripts and asks nobody else', async () => {
    const { headers, text } = await sandbox.as('e2s-ops').get('/queues');
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'self'"]),
    );
    expect(inlineScripts(text)).toEqual([]);
  });

  /** Scripts in the page itself, which the policies above stop. */
  const inlineScripts = (html: string): string[] =>
    [...html.matchAll(/<script(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>/g)].map(([tag]) => tag);
});

describe('proxies that nobody told us about', () => {
  it('are not believed: neither address nor host', async () => {
    const { headers } = await sandbox.as('mae-batch').get(`${SERVICE}?${AT}`, {
      'x-forwarded-for': '10.9.8.7',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    });
    const record = await waitFor('the record', () =>
      sandbox
        .auditRecords()
        .find((one) => one.event === 'request.answered' && one.correlation_id === headers['x-correlation-id']),
    );
    expect(record['source_ip']).toBe('127.0.0.1');
    expect(headers['operation-location']).toMatch(new RegExp(`^http://(127\\.0\\.0\\.1|localhost):${sandbox.port}/`));
  });
});

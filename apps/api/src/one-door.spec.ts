import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import type { AuditEvent } from '#libs/audit';
import { createLogger } from '#libs/platform';
import { LoneApi } from './testing/lone-api.js';

const READS = 5;
const ORIGIN = 'https://ops.example';
const CHANGE = '/queues/api/queues/informatica%3Adocker/retry/failed';
const PROBLEM = 'application/problem+json; charset=utf-8';

const logger = createLogger('api', 'silent');
const logged: [object, string][] = [];
let api: LoneApi;

beforeAll(async () => {
  // The time stands still: no window of a limit ends in the middle of a test.
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  Object.assign(logger, { error: (facts: object, message: string) => logged.push([facts, message]) });
  api = await LoneApi.start({
    groups: {
      stranger: ['Canteen'],
      busy: ['Canteen'],
      idle: ['Canteen'],
      ops: ['ETLAAS_OPS'],
      admin: ['ETLAAS_OPS_ADMIN'],
    },
    settings: { RATE_LIMIT_READS: String(READS), RATE_LIMIT_FAILED_LOGINS: '2', CORS_ORIGINS: ORIGIN },
    logger,
  });
});
afterAll(() => api?.stop());

async function send(login: string | undefined, question: InjectOptions) {
  const authorization = login && `Bearer ${await api.tokenOf(login)}`;
  const headers = { ...question.headers, ...(authorization && { authorization }) };
  return api.app.inject({ ...question, headers });
}

describe('who is refused', () => {
  it.each([
    ['busy', '/v1/permissions/export'],
    ['idle', '/queues/api/queues'],
  ])('%s is limited like who is let in, at %s', async (login, url) => {
    const statuses: number[] = [];
    for (let times = 0; times < READS + 2; times += 1) statuses.push((await send(login, { url })).statusCode);
    expect(statuses).toEqual([...Array.from({ length: READS }, () => 403), 429, 429]);
  });

  it('is not limited without having tried', async () => {
    const tokenless = async () => (await send(undefined, { url: '/v1/permissions' })).statusCode;
    expect([await tokenless(), await tokenless(), await tokenless()]).toEqual([401, 401, 401]);
    const bad = async () =>
      (await send(undefined, { url: '/queues', headers: { authorization: 'Bearer x' } })).statusCode;
    expect([await bad(), await bad(), await bad(), await tokenless()]).toEqual([401, 401, 429, 401]);
  });

  it('at the board: the record has the decision', async () => {
    const noted = new Promise<AuditEvent>((resolve) => {
      jest.spyOn(api.audit, 'note').mockImplementationOnce(resolve);
    });
    const { statusCode, headers } = await send('stranger', { url: '/queues' });
    expect([statusCode, headers['content-type']]).toEqual([403, PROBLEM]);
    expect(await noted).toMatchObject({
      event: 'request.answered',
      decision: { allowed: false, reason: 'Only members of the ops group may do this.' },
      subject: { login: 'stranger' },
    });
  });

  it('by the router is answered like everybody: old callers read message', async () => {
    const { statusCode, json } = await send(undefined, { url: '/informatica/trigrams/%zz/sessions' });
    const { detail, message } = json();
    expect([statusCode, message]).toEqual([400, detail]);
  });
});

describe('the board without Redis', () => {
  it('is 503 with when to come back, says nothing of the cause, and the log does', async () => {
    logged.length = 0;
    const { statusCode, headers, json } = await send('ops', { url: '/queues/api/queues' });
    expect([statusCode, headers['content-type'], headers['retry-after']]).toEqual([503, PROBLEM, '2']);
    expect(json()).toMatchObject({ code: 'QUEUE_UNAVAILABLE', correlationId: headers['x-correlation-id'] });
    expect(logged).toEqual([
      [
        { err: expect.objectContaining({ cause: expect.any(Error) }), correlationId: headers['x-correlation-id'] },
        'request failed',
      ],
    ]);
  });
});

describe('a change at the board', () => {
  it.each(['DELETE', 'PATCH', 'POST'] as const)('%s is no route, to nobody', async (method) => {
    for (const login of [undefined, 'ops']) {
      const { statusCode, headers } = await send(login, { method, url: CHANGE });
      expect([statusCode, headers.allow]).toEqual([405, 'PUT']);
    }
  });

  it.each([
    ['ops', 'Only members of the ops-admin group may act at the queue board.'],
    ['admin', expect.stringMatching(/one job at a time.*whole queues and the data of jobs are not touched/)],
  ])('of a whole queue is refused to %s, and recorded', async (login, reason) => {
    const kept = new Promise<AuditEvent>((resolve) => {
      jest.spyOn(api.audit, 'writeOrNote').mockImplementationOnce(async (event) => resolve(event));
    });
    const { statusCode, json } = await send(login, { method: 'PUT', url: CHANGE });
    expect([statusCode, json()]).toEqual([403, expect.objectContaining({ detail: reason, message: reason })]);
    expect(await kept).toMatchObject({
      event: 'board.acted',
      subject: { login },
      decision: { allowed: false, reason },
      details: { queue: 'informatica:docker', job: '', action: 'queue.retry', allowed: false },
    });
  });

  it('is told what there is, where there is something to see', async () => {
    const { statusCode, headers } = await send('ops', { method: 'PUT', url: '/queues/api/queues' });
    expect([statusCode, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    ['POST', CHANGE, 405],
    ['PUT', '/queues/api/queues', 405],
    ['GET', '/queues/api/queues', 204],
  ])('a preflight for %s %s is %i', async (method, url, status) => {
    const headers = { origin: ORIGIN, 'access-control-request-method': method };
    const answer = await send(undefined, { method: 'OPTIONS', url, headers });
    const allowed = answer.headers['access-control-allow-methods'];
    expect([answer.statusCode, allowed]).toEqual([status, status === 204 ? 'GET, HEAD' : undefined]);
  });
});

describe('the export', () => {
  it('is a file to save, its refusal is none', async () => {
    const [good, denied, wrong] = [
      await send('ops', { url: '/v1/permissions/export' }),
      await send('stranger', { url: '/v1/permissions/export' }),
      await send('ops', { url: '/v1/permissions/export?all=1' }),
    ];
    expect(
      [good, denied, wrong].map(({ statusCode, headers }) => [statusCode, headers['content-disposition']]),
    ).toEqual([
      [200, 'attachment; filename="permissions.csv"'],
      [403, undefined],
      [400, undefined],
    ]);
  });
});

describe('the document', () => {
  it('is made once, and the page fetches it', async () => {
    const made = jest.spyOn(JSON, 'stringify');
    const asked = [await send(undefined, { url: '/docs-json' }), await send(undefined, { url: '/docs-json' })];
    const ofDocument = made.mock.calls.filter(([value]) => (value as { openapi?: string } | null)?.openapi);
    made.mockRestore();
    expect(asked.map(({ statusCode, json }) => [statusCode, json().openapi])).toEqual([
      [200, '3.1.0'],
      [200, '3.1.0'],
    ]);
    expect(ofDocument.length).toBeLessThanOrEqual(1);
    const script = (await send(undefined, { url: '/docs/swagger-ui-init.js' })).body;
    expect(script).toContain('"swaggerUrl": "/docs-json"');
    expect(script.length).toBeLessThan(5_000);
  });
});

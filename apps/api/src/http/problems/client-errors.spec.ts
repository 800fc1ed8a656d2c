import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { AuditEvent, AuditLog } from '#libs/audit';
import { createLogger, NO_TRACES } from '#libs/platform';
import { readApiSettings } from '../../settings.js';
import { createAdapter } from '../fastify-app.js';
import { addHooks } from '../hooks.js';
import { HttpMetrics } from '../metrics/http-metrics.js';
import { answerClientErrors } from './client-errors.js';

const settings = readApiSettings({
  REDIS_URL: 'redis://localhost',
  ZONE_KEYS: `docker=${'d'.repeat(32)}`,
  AUDIT_KEYS: `one=${'a'.repeat(32)}`,
  OIDC_ISSUER: 'https://sso.example.test',
  OIDC_AUDIENCE: 'etlaas',
});
const HEAD = 'POST /change HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n';

let app: FastifyInstance;
let registry: Registry;
let serverSide: Promise<Socket>;
let ran: number;
let finish: () => void;
let audited: Promise<AuditEvent>;

beforeEach(async () => {
  registry = new Registry();
  ran = 0;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let note: (event: AuditEvent) => void = () => undefined;
  audited = new Promise((resolve) => {
    note = resolve;
  });
  const logger = createLogger('test', 'silent');
  const audit = { note } as unknown as AuditLog;
  const httpMetrics = new HttpMetrics(registry);
  const parts = { settings, audit, logger, httpMetrics, cutRequests: new WeakMap(), traces: NO_TRACES };
  app = createAdapter({
    refuseAddress: () => {},
    answerClientError: answerClientErrors(parts),
    trustedHops: 0,
  }).getInstance();
  addHooks(app, parts);
  app.post('/change', async () => {
    ran += 1;
    await finished;
    return {};
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  serverSide = once(app.server, 'connection').then(([socket]) => socket as Socket);
});
afterEach(async () => {
  finish();
  await app.close();
});

/** All that comes back until the other side ends the connection. */
async function say(text: string): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  socket.on('error', () => undefined).write(text);
  await once(socket, 'close');
  return answer;
}

const counted = async () =>
  [...(await registry.metrics()).matchAll(/^etlaas_http_requests_total\{(.*)\} (\d+)$/gm)].map(([, of, count]) => [
    of,
    count,
  ]);

describe('what is broken', () => {
  it('before any request is answered, and counted once', async () => {
    expect(await say('hello there\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await counted()).toEqual([['method="unknown",route="unknown",status="400"', '1']]);
  });

  it('after a change that may run is no answer to it', async () => {
    expect(await say(`${HEAD}{}trailing bytes\r\n\r\n`)).toBe('');
    expect(await audited).toMatchObject({ response_http_code: 499, source_ip: expect.stringContaining('127.0.0.1') });
  });

  it('after a change that runs is no answer to it', async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', () => undefined).write(`${HEAD}{}`);
    while (ran === 0) await new Promise(setImmediate);
    socket.write('trailing bytes\r\n\r\n');
    await once(socket, 'close');
    expect([ran, answer]).toEqual([1, '']);
  });
});

describe('a body that does not come in time', () => {
  it('is told so, and record and metric say the same, once', async () => {
    const answering = say(`${HEAD}{`);
    const socket = (await serverSide) as Socket & { _httpMessage?: ServerResponse };
    while (!socket._httpMessage) await new Promise(setImmediate);
    // As Node does after 30 s.
    app.server.emit('clientError', Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
    const answer = await answering;
    const { correlationId, detail } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(await audited).toMatchObject({
      response_http_code: 408,
      response_message: `REQUEST_TIMED_OUT: ${detail}`,
      correlation_id: correlationId,
    });
    expect(await counted()).toEqual([['method="POST",route="/change",status="408"', '1']]);
    expect(ran).toBe(0);
  });
});

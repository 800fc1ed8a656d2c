import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Authority } from '../../../../libs/platform/src/testing/authority.js';
import { freePort } from '../../../../libs/platform/src/testing/free-port.js';
import { LoneApi } from '../testing/lone-api.js';

jest.setTimeout(30_000);

const HSTS = 'max-age=31536000';
const folder = mkdtempSync(join(tmpdir(), 'tls-api-'));
const ours = new Authority(folder, 'ours');
const caller = ours.sign({ usage: 'clientAuth' });
const { cert, key } = ours.sign();
let api: LoneApi;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  const settings = { TLS_CERTIFICATE: cert, TLS_KEY: key, TLS_CLIENT_CA: ours.cert, METRICS_PORT: `${metricsPort}` };
  api = await LoneApi.start({ groups: { alice: ['ETL_MAE'] }, settings });
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});
const port = () => (api.app.getHttpServer().address() as AddressInfo).port;

async function ask(path: string) {
  const host = `127.0.0.1:${port()}`;
  const sent = request(`https://${host}${path}`, { agent: false, ca: ours.cert, ...caller }).end();
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
const probe = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}${path}`);
  return { status: answer.status, body: await answer.text() };
};

it('the whole API speaks it, says so to browsers, and to readers of its document', async () => {
  const { status, headers, body } = await ask('/docs-json');
  expect([status, headers['strict-transport-security']]).toEqual([200, HSTS]);
  const { 'x-headers-of-every-answer': every, paths } = JSON.parse(body);
  expect(every['strict-transport-security'].schema.const).toBe(HSTS);
  expect(Object.keys(paths)).not.toContain('/metrics');
});

it('a request that is broken is answered over it', async () => {
  const socket = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, ...caller });
  socket.write('what\r\n\r\n');
  expect(await text(socket)).toMatch(
    new RegExp(`^HTTP/1.1 400 [^]*strict-transport-security: ${HSTS}\r\n[^]*MALFORMED`),
  );
});

it('probes and scrapers need no certificate: they have a port of their own, and metrics stand only there', async () => {
  expect(await ask('/metrics')).toMatchObject({ status: 404, body: expect.stringContaining('ROUTE_NOT_FOUND') });
  expect(await probe('/health/live')).toEqual({ status: 200, body: '{"status":"alive"}' });
  // Redis is away.
  expect(await probe('/health/ready')).toMatchObject({ status: 503, body: expect.stringContaining('"redis"') });
  expect((await probe('/metrics')).body).toMatch(/^etlaas_tls_certificate_expires_seconds 3\d{7}/m);
  expect((await probe('/v1/jobs')).status).toBe(404);
});

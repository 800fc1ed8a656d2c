import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { findFault } from './find-fault.js';

let server: Server | undefined;

afterEach(async () => {
  if (!server) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  server = undefined;
});

/** The settings of an app that answers like this. */
async function appThat(answers: RequestListener, METRICS_HOST = '127.0.0.1') {
  server = createServer(answers).listen(0, METRICS_HOST);
  await once(server, 'listening');
  return { METRICS_PORT: String((server.address() as AddressInfo).port), METRICS_HOST };
}

it.each(['127.0.0.1', '127.0.0.2', '0.0.0.0'])('an app on %s that says it lives has no fault', async (host) => {
  const asked: string[] = [];
  const settings = await appThat(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.end();
  }, host);
  expect(await findFault(settings)).toBeUndefined();
  expect(asked).toEqual(['GET /health/live']);
});

it.each([503, 404, 301])('an answer of %d is a fault', async (status) => {
  const settings = await appThat((_, response) => response.writeHead(status, { location: '/' }).end());
  expect(await findFault(settings)).toBe(`The app answered ${status}.`);
});

it('nobody there is a fault', async () => {
  const { METRICS_PORT } = await appThat(() => undefined);
  server?.close();
  expect(await findFault({ METRICS_PORT })).toBe('The app does not answer (ECONNREFUSED).');
});

it('no answer in time is a fault', async () => {
  const settings = await appThat(() => undefined);
  expect(await findFault(settings)).toBe('The app does not answer (ABORT_ERR).');
});

it.each([
  [{}, 'METRICS_PORT: is missing'],
  [{ METRICS_PORT: 'http' }, 'METRICS_PORT: must be a whole number'],
])('settings without a port are a fault: %j', async (settings, sentence) => {
  expect(await findFault(settings)).toContain(sentence);
});

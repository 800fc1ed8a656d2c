import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, jest } from '@jest/globals';
import { createAdapter } from './fastify-app.js';

jest.setTimeout(30_000);

const PARTIAL = 'GET /there HTTP/1.1\r\nhost: 127.0.0.1\r\n';

it('answers what a connection brings that was open before the end, and closes it then', async () => {
  const refuse = () => undefined;
  const fastify = createAdapter({ refuseAddress: refuse, answerClientError: refuse, trustedHops: 0 }).getInstance();
  fastify.get('/there', async () => ({ is: 'answered' }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
  let heard = '';
  socket.on('data', (text) => {
    heard += text;
  });
  const hasBegun = once(fastify.server, 'connection');
  socket.write(PARTIAL);
  await hasBegun;
  const end = fastify.close();
  socket.write('\r\n');
  await once(socket, 'close');
  await end;
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(heard.toLowerCase()).toContain('\r\nconnection: close\r\n');
  expect(heard).toContain('{"is":"answered"}');
});

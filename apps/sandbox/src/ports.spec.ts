import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ensurePortIsFree, findFreePorts, isListening, speaksSsh } from './ports.js';

let server: Server | undefined;

async function occupy(host: string): Promise<number> {
  server = createServer().listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  server?.close();
  server = undefined;
});

describe('a port', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('that is taken on %s is refused by the name of its setting', async (host) => {
    const port = await occupy(host);
    await expect(ensurePortIsFree(port)).rejects.toThrow(`Port ${port} is in use`);
    await expect(ensurePortIsFree(port)).rejects.toThrow('PORT=');
    expect(await isListening(port)).toBe(true);
  });

  it('that is free is accepted, and still free afterwards', async () => {
    const [port = 0] = await findFreePorts(1);
    await ensurePortIsFree(port);
    await ensurePortIsFree(port);
    expect(await isListening(port)).toBe(false);
  });
});

it.each([
  ['SSH-2.0-OpenSSH_9.2\r\n', true],
  ['+PONG\r\n', false],
])('whoever greets with %j speaks SSH: %s', async (greeting, isSsh) => {
  const port = await occupy('127.0.0.1');
  server?.on('connection', (socket) => socket.end(greeting));
  expect(await speaksSsh(port)).toBe(isSsh);
});

it('finds as many different ports as are asked for', async () => {
  const ports = await findFreePorts(20);
  expect(new Set(ports).size).toBe(20);
});

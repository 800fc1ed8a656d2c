import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';
import { HostKeys } from './host-keys.js';
import { SshTransport } from './ssh-transport.js';
import { makeKey, SshServer } from './testing/ssh-server.js';

const login = makeKey();
const servers: { server: Server; sockets: Set<Socket> }[] = [];
let transport: SshTransport | undefined;

/** Something that takes TCP connections and is no SSH server. */
async function listening(greet: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    greet(socket);
  }).listen(0, '127.0.0.1');
  servers.push({ server, sockets });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await transport?.close();
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

const hostOn = (port: number): RemoteHost => ({
  hostname: `host-${port}.socgen`,
  address: '127.0.0.1',
  port,
  user: 'infa',
  infaHome: '/opt/infa',
  domain: 'DOM_T',
  securityDomain: 'Native',
  informaticaUser: 'svc',
  informaticaPassword: new Secret('x'),
});

const pinOf = (port: number): string => `[host-${port}.socgen]:${port} ${login.line}\n`;

async function run(port: number): Promise<string> {
  const chunks: Buffer[] = [];
  const sink = { stdout: (chunk: Buffer) => void chunks.push(chunk), stderr: () => undefined };
  const { signal } = new AbortController();
  await transport?.execute(hostOn(port), 'echo alive\n', { sink, signal, mayStart: async () => undefined });
  return Buffer.concat(chunks).toString();
}

async function timed(port: number) {
  const began = performance.now();
  const code = await run(port).catch((error: { code: string }) => error.code);
  return { code, seconds: (performance.now() - began) / 1000 };
}

describe('what takes connections and is no SSH server', () => {
  it('is unreachable within the ready time-out, and disturbs no other host', async () => {
    const host = await new SshServer(login).start();
    const silent = await listening(() => undefined);
    const garbage = await listening((socket) => socket.write(Buffer.alloc(100_000, 0xfe)));
    const web = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const half = await listening((socket) => socket.write('SSH-2.0-OpenSSH_9'));
    const bad = [silent, garbage, web, half];
    const pins = bad.map(pinOf).join('') + host.knownAs(`host-${host.port}.socgen`);
    const identity = { privateKey: new Secret(login.pem), hostKeys: HostKeys.parse(pins) };
    transport = new SshTransport(identity, { channelsPerConnection: 8, connectionsPerHost: 2, idleMs: 60_000 });
    const lost = bad.map(timed);
    const began = performance.now();
    for (let round = 0; round < 5; round += 1) expect(await run(host.port)).toBe('alive\n');
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const { code, seconds } of await Promise.all(lost)) {
      expect(code).toBe('HOST_UNREACHABLE');
      expect(seconds).toBeLessThan(12);
    }
    await host.stop();
  }, 30_000);
});

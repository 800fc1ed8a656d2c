import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { SettingFault } from './settings.js';

async function listen(port: number, host: string): Promise<Server> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}

/** Some ports on 127.0.0.1 that nobody uses now; all are taken at once, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

/** Whether somebody takes connections there; much cheaper to ask often than a whole HTTP request. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Whether an SSH server greets who connects there. */
export async function speaksSsh(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [greeting] = await once(socket, 'data');
    return String(greeting).startsWith('SSH-2.0-');
  } finally {
    socket.destroy();
  }
}

/** Loopback, and everything: a server on all addresses does not show on loopback everywhere. */
const ADDRESSES = ['127.0.0.1', '::1', '0.0.0.0', '::'];
/** A machine without IPv6. */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Throws a `SettingFault` that names PORT where the API could not listen on it. */
export async function ensurePortIsFree(port: number): Promise<void> {
  for (const address of ADDRESSES) {
    try {
      await close(await listen(port, address));
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!NO_SUCH_ADDRESS.includes(code)) throw new SettingFault(explain(port, code));
    }
  }
}

const explain = (port: number, code: string): string =>
  code === 'EADDRINUSE'
    ? `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`
    : `Port ${port} cannot be used (${code}). Choose another: PORT=3000 npm start`;

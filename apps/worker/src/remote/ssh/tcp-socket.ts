import { connect, type Socket } from 'node:net';
import { AppError } from '#libs/platform';
import type { SshPlace } from '../remote-host.js';

/** How long each hop may take: to be reached, and to let us in. */
export const READY_TIMEOUT_MS = 10_000;

/** The error for an SSH server that nobody answers at. `what` is it, in words. */
export const unreachable = (what: string, cause?: unknown): AppError =>
  new AppError('HOST_UNREACHABLE', `${what} cannot be reached by SSH.`, { cause });

/**
 * A TCP connection to an SSH server. Rejects with `HOST_UNREACHABLE`, within 10 seconds.
 *
 * Nagle's algorithm holds each small packet back for 40 ms: 21 times slower. The listener stays for the moment before ssh2
 * has its own: a socket whose error nobody hears ends the process.
 */
export function connectTcp({ address, port }: SshPlace, what: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true, keepAlive: true });
    const timer = setTimeout(() => socket.destroy(new Error('nobody answers at this address')), READY_TIMEOUT_MS);
    socket.on('error', (cause) => {
      clearTimeout(timer);
      reject(unreachable(what, cause));
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}

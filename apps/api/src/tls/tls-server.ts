import type { RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { contextOf, type TlsMaterial } from './tls-context.js';

/** As long as for headers: else whoever says nothing would have a connection for two minutes. */
const HANDSHAKE_WITHIN_MS = 10_000;

/** Told of a handshake that failed. */
export type OnHandshakeFault = (fault: NodeJS.ErrnoException, socket: TLSSocket) => void;

/** An HTTPS server; with `clientCa` it answers nobody without a certificate of that. */
export function createTlsServer(
  material: TlsMaterial,
  limits: ServerOptions,
  handler: RequestListener,
  onFault: OnHandshakeFault,
): Server {
  const server = createServer(
    {
      ...limits,
      ...contextOf(material),
      handshakeTimeout: HANDSHAKE_WITHIN_MS,
      requestCert: material.clientCa !== undefined,
      rejectUnauthorized: true,
    },
    handler,
  );
  // Node.js would take a failed handshake for a broken request, and answer that.
  server.removeAllListeners('tlsClientError');
  server.on('tlsClientError', onFault);
  return server;
}

/**
 * New connections meet this from now on; those that are open go on with what they began with.
 *
 * Sessions of before cannot be resumed, so that nobody comes in by an authority that is gone.
 */
export const renew = (server: Server, material: TlsMaterial): void => server.setSecureContext(contextOf(material));

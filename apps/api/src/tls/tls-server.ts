import { constants } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Identity } from './tls-material.js';

/** Forward secrecy and authenticated encryption, nothing else: in TLS 1.3 all there is, of TLS 1.2 what is good of it. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** As long as for headers: else whoever says nothing would have a connection for two minutes. */
const HANDSHAKE_WITHIN_MS = 10_000;

/** What a server shows of itself, and by which authorities it knows its callers. */
export interface TlsMaterial {
  identity: Identity;
  clientCa?: string | undefined;
  minVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** Told of a handshake that failed. */
export type OnHandshakeFault = (fault: NodeJS.ErrnoException, socket: TLSSocket) => void;

const contextOf = ({ identity, clientCa, minVersion }: TlsMaterial): SecureContextOptions => ({
  cert: identity.certificate,
  key: identity.key.reveal(),
  ...(clientCa && { ca: clientCa }),
  minVersion,
  ciphers: CIPHERS,
  honorCipherOrder: true,
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
});

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

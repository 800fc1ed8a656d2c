import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { SecureContextOptions } from 'node:tls';

/** A request as it came, whole. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What becomes of a request: it is answered, or not at all. */
export type Answering = (received: Received, response: ServerResponse) => void;

/** A real HTTP server for tests of what sends to one. Until somebody says how it answers, it says nothing. */
export class LoopbackServer {
  answering: Answering = () => undefined;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request, response) => {
      const { url = '', headers } = request;
      // Who hangs up in the middle has sent nothing.
      buffer(request).then(
        (body) => this.answering({ url, headers, body }, response),
        () => undefined,
      );
    });
  }

  /** On a free port of 127.0.0.1, by TLS where a certificate is given. */
  static async start(tls?: ServerOptions): Promise<LoopbackServer> {
    const server = tls ? createTlsServer(tls) : createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LoopbackServer(server, tls ? 'https' : 'http');
  }

  /** Host and port. */
  get name(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `${this.scheme}://${this.name}${path}`;
  }

  /** New connections meet this from now on; only where it speaks TLS. */
  renew(tls: SecureContextOptions): void {
    if (this.server instanceof TlsServer) this.server.setSecureContext(tls);
  }

  /** Whoever is connected is cut off. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

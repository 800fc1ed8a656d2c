import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of somebody else, which shows one page: another site at 127.0.0.1, and one of the same site at localhost. */
export class ForeignSite {
  private constructor(private readonly server: Server) {}

  static async start(page: string): Promise<ForeignSite> {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(page);
    }).listen(0);
    await once(server, 'listening');
    return new ForeignSite(server);
  }

  at(host: '127.0.0.1' | 'localhost'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

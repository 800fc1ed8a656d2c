import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as a receiver got it. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How a receiver answers: with a status and headers, by its own hands, or with `silence`. */
export type Reaction = number | [number, Record<string, string>] | 'silence';

/** A real HTTP server that is called back; it answers what its reactions say, the last one for ever. */
export class Receiver {
  readonly got: Received[] = [];
  reactions: Reaction[] = [204];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request, response) => void this.take(request, response));
  }

  /** On a free port of 127.0.0.1, by TLS where a certificate is given. */
  static async start(tls?: { cert: string; key: string }): Promise<Receiver> {
    const server = tls ? createTlsServer(tls) : createServer();
    const receiver = new Receiver(server, tls ? 'https' : 'http');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  /** As it stands on the allow-list. */
  get name(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(path = '/jobs'): string {
    return `${this.scheme}://${this.name}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.got.push({ url: `${request.url}`, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    const [next = 204] = this.reactions.length > 1 ? this.reactions.splice(0, 1) : this.reactions;
    if (next === 'silence') return;
    const [status, headers] = typeof next === 'number' ? [next, {}] : next;
    response.writeHead(status, headers).end('thanks');
  }
}

/** What a receiver does to know that it was us; its own code and not ours. */
export function isGenuine({ headers, body }: Received, key: string, nowS = Date.now() / 1000): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  const secret = Buffer.from(key.replace('whsec_', ''), 'base64');
  const wanted = `v1,${createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')}`;
  return Math.abs(nowS - Number(time)) < 300 && String(signatures).split(' ').includes(wanted);
}

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as the receiver got it. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * How the receiver answers: a status, with headers where they matter, or not at all: `silence` waits, `cut` hangs up, `lost` takes the
 * batch before it does.
 */
export type LakeAnswer = number | [number, Record<string, string>] | 'silence' | 'cut' | 'lost';

/** A real HTTP receiver of batches. It answers what its answers say, the last one for ever. */
export class LakeReceiver {
  readonly got: Received[] = [];
  /** Of these, what it has for good. */
  readonly taken: Received[] = [];
  answers: LakeAnswer[] = [204];
  /** How it answers the next one. */
  mood = (): LakeAnswer => (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? 204;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(tls?: ServerOptions): Promise<LakeReceiver> {
    const server = tls ? createTlsServer(tls) : createServer();
    const receiver = new LakeReceiver(server, tls ? 'https' : 'http');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}/lake`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = { headers: request.headers, body: Buffer.concat(chunks) };
    this.got.push(received);
    const next = this.mood();
    const [status, headers] = Array.isArray(next) ? next : [next, {}];
    if (status === 'lost' || (typeof status === 'number' && status < 300)) this.taken.push(received);
    if (status === 'silence') return;
    if (typeof status === 'number') response.writeHead(status, headers).end('thanks');
    else request.socket.destroy();
  }
}

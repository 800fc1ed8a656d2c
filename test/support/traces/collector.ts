import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CollectedSpan, spansOf } from './collected-span.js';

/** What a collector does with what it is sent: takes it, refuses it, or never says anything. */
export type Mood = 'takes' | 'refuses' | 'silent';

/** A collector of traces on loopback: OTLP over HTTP, as JSON. */
export class Collector {
  mood: Mood = 'takes';
  /** What came, byte for byte, and its headers. */
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];

  private constructor(private readonly server: ReturnType<typeof createServer>) {
    server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/traces`;
  }

  /** All spans that came. */
  get spans(): CollectedSpan[] {
    return this.bodies.flatMap(spansOf);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.mood === 'silent') return;
    if (this.mood === 'refuses') return void response.writeHead(500).end();
    this.bodies.push(Buffer.concat(chunks).toString('utf8'));
    this.headers.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
}

import type { IncomingHttpHeaders } from 'node:http';
import { type Answering, LoopbackServer } from '../../../libs/platform/src/testing/loopback-server.js';
import { type CollectedSpan, spansOf } from './collected-span.js';

/** What a collector does with what it is sent: takes it, refuses it, or never says anything. */
export type Mood = 'takes' | 'refuses' | 'silent';

/** A collector of traces on loopback: OTLP over HTTP, as JSON. */
export class Collector {
  mood: Mood = 'takes';
  /** What came, byte for byte, and its headers. */
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];

  private constructor(private readonly server: LoopbackServer) {
    server.answering = this.take;
  }

  static async start(): Promise<Collector> {
    return new Collector(await LoopbackServer.start());
  }

  get url(): string {
    return this.server.url('/v1/traces');
  }

  /** All spans that came. */
  get spans(): CollectedSpan[] {
    return this.bodies.flatMap(spansOf);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private readonly take: Answering = ({ headers, body }, response) => {
    if (this.mood === 'silent') return;
    if (this.mood === 'refuses') return void response.writeHead(500).end();
    this.bodies.push(body.toString('utf8'));
    this.headers.push(headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
}

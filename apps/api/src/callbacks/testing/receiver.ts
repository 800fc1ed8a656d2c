import { createHmac } from 'node:crypto';
import {
  type Answering,
  LoopbackServer,
  type Received as Whole,
} from '../../../../../libs/platform/src/testing/loopback-server.js';

/** A request as a receiver got it. */
export interface Received extends Omit<Whole, 'body'> {
  body: string;
}

/** How a receiver answers: with a status and headers, by its own hands, or with `silence`. */
export type Reaction = number | [number, Record<string, string>] | 'silence';

/** A real HTTP server that is called back; it answers what its reactions say, the last one for ever. */
export class Receiver {
  readonly got: Received[] = [];
  reactions: Reaction[] = [204];

  private constructor(private readonly server: LoopbackServer) {
    server.answering = this.take;
  }

  /** On a free port of 127.0.0.1, by TLS where a certificate is given. */
  static async start(tls?: { cert: string; key: string }): Promise<Receiver> {
    return new Receiver(await LoopbackServer.start(tls));
  }

  /** As it stands on the allow-list. */
  get name(): string {
    return this.server.name;
  }

  url(path = '/jobs'): string {
    return this.server.url(path);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private readonly take: Answering = ({ url, headers: sent, body }, response) => {
    this.got.push({ url, headers: sent, body: body.toString('utf8') });
    const [next = 204] = this.reactions.length > 1 ? this.reactions.splice(0, 1) : this.reactions;
    if (next === 'silence') return;
    const [status, headers] = typeof next === 'number' ? [next, {}] : next;
    response.writeHead(status, headers).end('thanks');
  };
}

/** What a receiver does to know that it was us; its own code and not ours. */
export function isGenuine({ headers, body }: Received, key: string, nowS = Date.now() / 1000): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  const secret = Buffer.from(key.replace('whsec_', ''), 'base64');
  const wanted = `v1,${createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')}`;
  return Math.abs(nowS - Number(time)) < 300 && String(signatures).split(' ').includes(wanted);
}

import type { ServerOptions } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { type Answering, LoopbackServer, type Received } from '../../../../platform/src/testing/loopback-server.js';

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

  private constructor(private readonly server: LoopbackServer) {
    server.answering = this.take;
  }

  static async start(tls?: ServerOptions): Promise<LakeReceiver> {
    return new LakeReceiver(await LoopbackServer.start(tls));
  }

  get url(): string {
    return this.server.url('/lake');
  }

  /** It shows, and trusts, something else from now on. */
  renew(tls: SecureContextOptions): void {
    this.server.renew(tls);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private readonly take: Answering = (received, response) => {
    this.got.push(received);
    const next = this.mood();
    const [status, headers] = Array.isArray(next) ? next : [next, {}];
    if (status === 'lost' || (typeof status === 'number' && status < 300)) this.taken.push(received);
    if (status === 'silence') return;
    if (typeof status === 'number') response.writeHead(status, headers).end('thanks');
    else response.socket?.destroy();
  };
}

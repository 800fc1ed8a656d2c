import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the provider answers: a status and a body (an object is sent as JSON). */
export interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A key pair and its public half as the provider publishes it. */
export interface TestKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
}

/** Makes an RSA key with the id `kid`. */
export function makeKey(kid: string, modulusLength = 2048): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return { privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } };
}

/** An OpenID provider for specs: a local HTTP server that serves what it is told to, and counts. */
export class FakeProvider {
  readonly answers = new Map<string, Answer>();
  readonly asked: string[] = [];
  /** What was posted: the credentials and the form. */
  readonly posted: { authorization: string | undefined; form: Record<string, string> }[] = [];
  /** Holds answers back until it resolves. */
  gate: Promise<void> = Promise.resolve();

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** Starts on a free port, publishing `keys` at `/jwks`. */
  static async start(...keys: TestKey[]): Promise<FakeProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const provider = new FakeProvider(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    provider.publish(...keys);
    server.on('request', async (request, response) => {
      const { url = '', method, headers } = request;
      provider.asked.push(url);
      if (method === 'POST') await provider.hear(headers.authorization, request);
      await provider.gate;
      const { status = 200, body, headers: own } = provider.answers.get(url) ?? { status: 404, body: '' };
      response.writeHead(status, own).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    return provider;
  }

  get jwksUri(): string {
    return `${this.issuer}/jwks`;
  }

  publish(...keys: TestKey[]): void {
    this.answers.set('/jwks', { body: { keys: keys.map(({ jwk }) => jwk) } });
  }

  private async hear(authorization: string | undefined, body: IncomingMessage): Promise<void> {
    this.posted.push({ authorization, form: Object.fromEntries(new URLSearchParams(await text(body))) });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const KEY_ID = 'test-key';

/** The `aud` of every token; the API under test is told to want it. */
export const AUDIENCE = 'etlaas-test';

/** The smallest OpenID provider: it publishes one key and signs tokens for whoever is named. */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly sign: (token: SignJWT) => Promise<string>,
  ) {}

  static async start(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(keys));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Issuer(server, (token) => token.sign(privateKey));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** An access token of a client that acts for itself. */
  tokenFor(client: string): Promise<string> {
    const token = new SignJWT({ client_id: client })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: KEY_ID })
      .setSubject(client)
      .setIssuer(this.url)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('1h');
    return this.sign(token);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

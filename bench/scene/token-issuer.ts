import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Lifetime } from './lifetime.js';

/** Who signs tokens, and one token that both sides of every comparison get. */
export interface Identity {
  issuer: string;
  jwksUri: string;
  audience: string;
  token: string;
}

const AUDIENCE = 'etlaas';
const KEY_ID = 'bench';

/** The client that asks; also its account in the directory. */
export const CLIENT = 'bench';

/** Starts the smallest OpenID issuer that the API accepts: a key set, and a signed token. */
export async function startTokenIssuer(life: Lifetime): Promise<Identity> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' };
  const keySet = JSON.stringify({ keys: [key] });
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keySet));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  life.onEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = await new SignJWT({ client_id: CLIENT })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: KEY_ID })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(CLIENT)
    .setJti('bench')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  return { issuer, jwksUri: `${issuer}/jwks`, audience: AUDIENCE, token };
}

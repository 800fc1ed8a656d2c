import { secretOf } from './accounts.js';

/** Gets a token of a client from the OpenID provider; rejects with what the provider answered. */
export async function fetchAccessToken(issuer: string, clientId: string): Promise<string> {
  const credentials = Buffer.from(`${clientId}:${secretOf(clientId)}`).toString('base64');
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&scope=etlaas',
  });
  const { access_token: token, error_description: fault } = (await answer.json()) as Record<string, unknown>;
  if (typeof token !== 'string') throw new Error(`The OpenID provider refused ${clientId}: ${fault ?? answer.status}.`);
  return token;
}

import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Part = Record<string, unknown>;

/** The header and the claims of a real token. */
export function readToken(token: string): { header: Part; claims: Part } {
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header) as Part, claims: JSON.parse(claims) as Part };
}

const encode = (part: Part): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token with the signature of another one. */
export const graft = (header: Part, claims: Part, token: string): string =>
  `${encode(header)}.${encode(claims)}.${token.split('.')[2]}`;

/** A token without a signature. */
export const unsigned = (header: Part, claims: Part): string =>
  `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`;

/** A token that is signed, well, by a key that the sandbox's provider does not have. */
export function signedByAnother(header: Part, claims: Part): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

/** A token with a shared secret: what is public about the provider's key taken for one. */
export function signedBySecret(header: Part, claims: Part, secret: string): string {
  const text = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

interface Tokens {
  access_token: string;
  id_token: string;
}

/** Signs a person in as the docs page does: authorization code with PKCE, any password. */
export async function signIn(issuer: string, apiPort: number, name: string): Promise<Tokens> {
  const redirect = `http://localhost:${apiPort}/docs/oauth2-redirect.html`;
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'swagger',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = await followForm(`${issuer}/auth?${query}`, redirect, name);
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'swagger',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  });
  return (await answer.json()) as Tokens;
}

/** Goes from page to page with a browser's cookies, posts the form, and ends where the portal is called back. */
async function followForm(start: string, redirect: string, name: string): Promise<string> {
  const cookies = new Map<string, string>();
  let [address, form]: [string, URLSearchParams | undefined] = [start, undefined];
  for (let step = 0; step < 10 && !address.startsWith(redirect); step += 1) {
    const answer: Response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(key, value);
    }
    const next = answer.headers.get('location');
    form = next ? undefined : new URLSearchParams({ name, password: 'any' });
    if (next) address = new URL(next, address).href;
  }
  return new URL(address).searchParams.get('code') ?? '';
}

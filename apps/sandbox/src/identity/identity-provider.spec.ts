import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tokenSourceOf } from '../access-token.js';

const PORTAL = 'http://localhost:3000';
const REDIRECT = `${PORTAL}/docs/oauth2-redirect.html`;

let server: Server;
let issuer: string;

beforeAll(async () => {
  // The provider's advice for production; it begins when its code is loaded.
  for (const kind of ['warn', 'info'] as const) jest.spyOn(console, kind).mockImplementation(() => {});
  const { makeIdentityProvider } = await import('./identity-provider.js');
  let serve: RequestListener = () => {};
  server = createServer((request, response) => serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serve = await makeIdentityProvider({ issuer, portals: [PORTAL] });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  jest.restoreAllMocks();
});

const readPart = (token: string, part: number) =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** A browser: keeps cookies, follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(address: string, form?: Record<string, string>) {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const body = form && new URLSearchParams(form);
    const init = { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) } as const;
    const answer = await fetch(new URL(address, issuer), init);
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      this.#cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location') ?? '', page: await answer.text() };
  }
}

function authorizeAddress(verifier: string | undefined, redirect = REDIRECT): string {
  const challenge = verifier && createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ client_id: 'swagger', response_type: 'code', scope: 'openid profile' });
  query.set('redirect_uri', redirect);
  if (challenge) query.set('code_challenge', challenge);
  if (challenge) query.set('code_challenge_method', 'S256');
  return `/auth?${query}`;
}

const redeem = (code: string, verifier: string, origin = PORTAL) =>
  fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'swagger',
      redirect_uri: REDIRECT,
      code,
      code_verifier: verifier,
    }),
  });

async function signIn(browser: Browser, name: string, verifier: string): Promise<string> {
  const form = await browser.go(authorizeAddress(verifier));
  const resume = await browser.go(form.location, { name, password: 'any' });
  const back = await browser.go(resume.location);
  return new URL(back.location).searchParams.get('code') ?? '';
}

describe('a client', () => {
  it('gets an RS256 access token for the API that lives one hour and names the client', async () => {
    const token = await tokenSourceOf(issuer, 'mae-batch')();
    expect(readPart(token, 0)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    const claims = readPart(token, 1);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: 'etlaas',
      sub: 'mae-batch',
      client_id: 'mae-batch',
      scope: 'etlaas',
    });
    expect(claims).not.toHaveProperty('login_ad');
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
  });

  it.each([
    ['a wrong secret', 'client_id=mae-batch&client_secret=guess'],
    ['an unknown id', 'client_id=nobody&client_secret=nobody-secret'],
  ])('gets nothing with %s', async (_what, credentials) => {
    const body = new URLSearchParams(`grant_type=client_credentials&${credentials}`);
    expect((await fetch(`${issuer}/token`, { method: 'POST', body })).status).toBe(401);
  });
});

describe('a person', () => {
  it('signs in by code and PKCE, without a consent screen, and is named by login_ad', async () => {
    const verifier = randomBytes(32).toString('hex');
    const answer = await redeem(await signIn(new Browser(), 'alice', verifier), verifier);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PORTAL);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect(readPart(token, 0)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(readPart(token, 1)).toMatchObject({
      aud: 'etlaas',
      sub: 'alice',
      login_ad: 'alice',
      client_id: 'swagger',
      scope: 'openid profile',
    });
  });

  it('is asked again each time, so that another one can sign in from the same browser', async () => {
    const browser = new Browser();
    const verifier = randomBytes(32).toString('hex');
    await signIn(browser, 'alice', verifier);
    const answer = await redeem(await signIn(browser, 'oscar', verifier), verifier);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect(readPart(token, 1)).toMatchObject({ sub: 'oscar', login_ad: 'oscar' });
  });

  it('whom the sandbox does not know sees the form again, with the typed name as text', async () => {
    const browser = new Browser();
    const { location } = await browser.go(authorizeAddress('x'.repeat(43)));
    const { status, page } = await browser.go(location, { name: '"><script>', password: '' });
    expect(status).toBe(401);
    expect(page).toContain('&quot;&gt;&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('cannot use the sign-in of another browser', async () => {
    const { location } = await new Browser().go(authorizeAddress('x'.repeat(43)));
    expect((await new Browser().go(location, { name: 'alice', password: '' })).status).toBe(400);
  });

  it('needs PKCE', async () => {
    const { location } = await new Browser().go(authorizeAddress(undefined));
    expect(location).toContain('error=invalid_request');
  });

  it('gets no token with another verifier', async () => {
    const code = await signIn(new Browser(), 'alice', 'x'.repeat(43));
    expect((await redeem(code, 'y'.repeat(43))).status).toBe(400);
  });

  it('is not sent to an address that is not the portal', async () => {
    const { status, location } = await new Browser().go(authorizeAddress('x'.repeat(43), 'http://evil.example/'));
    expect([status, location]).toEqual([400, '']);
  });
});

it('gives tokens to no page but the portal', async () => {
  const code = await signIn(new Browser(), 'alice', 'x'.repeat(43));
  const answer = await redeem(code, 'x'.repeat(43), 'http://evil.example');
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

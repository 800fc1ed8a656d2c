import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { Secret } from '#libs/platform';
import { FakeProvider, makeKey } from '../../../../libs/auth/src/testing/fake-provider.js';
import { type Attempt, CodeFlow } from './code-flow.js';

const TERMS = {
  origin: 'https://ops.example',
  clientId: 'pages',
  clientSecret: new Secret('s3cret'),
  scopes: ['openid', 'profile'],
};
const key = makeKey('one');

let provider: FakeProvider;
let flow: CodeFlow;
let attempt: Attempt;
let address: URL;

beforeAll(async () => {
  provider = await FakeProvider.start(key);
});
beforeEach(async () => {
  provider.posted.length = 0;
  const { issuer } = provider;
  const places = { authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` };
  const body = { issuer, ...places, authorization_response_iss_parameter_supported: true };
  provider.answers.set('/.well-known/openid-configuration', { body });
  flow = new CodeFlow(issuer, ['RS256'], TERMS);
  const begun = await flow.begin('/queues');
  attempt = begun.attempt;
  address = new URL(begun.address);
});
afterAll(() => provider.stop());

/** The provider gives tokens for the next code. */
async function give(claims: Record<string, unknown> = {}): Promise<void> {
  const said = { nonce: attempt.nonce, ...claims };
  const token = new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setSubject('oscar').setIssuedAt();
  const { iss = provider.issuer, aud = 'pages' } = claims as { iss?: string; aud?: string };
  const id_token = await token.setIssuer(iss).setAudience(aud).setExpirationTime('5m').sign(key.privateKey);
  const body = { access_token: 'the-access-token', token_type: 'Bearer', expires_in: 300, id_token };
  provider.answers.set('/token', { body, headers: { 'content-type': 'application/json' } });
}

/** What the browser brings back. */
const answer = (changes: Record<string, string | undefined> = {}): string => {
  const all = { code: 'the-code', state: attempt.state, iss: provider.issuer, ...changes };
  const said = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `?${new URLSearchParams(said)}`;
};

describe('a sign-in', () => {
  it('asks with PKCE by S256, a state and a nonce of its own, and for us alone', async () => {
    const { searchParams: asked } = address;
    const challenge = createHash('sha256').update(attempt.verifier).digest('base64url');
    expect(Object.fromEntries(asked)).toEqual({
      client_id: 'pages',
      response_type: 'code',
      redirect_uri: 'https://ops.example/sign-in/callback',
      scope: 'openid profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const again = (await flow.begin('/queues')).attempt;
    for (const name of ['state', 'nonce', 'verifier'] as const) expect(again[name]).not.toBe(attempt[name]);
  });

  it('gives the access token and whom the ID token is about; the code is shown with verifier and secret', async () => {
    await give();
    expect(await flow.finish(answer(), attempt)).toEqual({ accessToken: 'the-access-token', subject: 'oscar' });
    expect(provider.posted).toEqual([
      {
        authorization: `Basic ${Buffer.from('pages:s3cret').toString('base64')}`,
        form: {
          grant_type: 'authorization_code',
          code: 'the-code',
          code_verifier: attempt.verifier,
          redirect_uri: 'https://ops.example/sign-in/callback',
        },
      },
    ]);
  });

  it.each([
    ['of another sign-in', { state: 'another' }],
    ['without a state', { state: undefined }],
    ['of another provider', { iss: 'https://evil.example' }],
    ['that does not say whose it is', { iss: undefined }],
    ['that says no', { error: 'access_denied', code: undefined }],
    ['without a code', { code: undefined }],
  ])('an answer %s is refused, and no code is shown to anybody', async (_what, changes) => {
    await give();
    await expect(flow.finish(answer(changes), attempt)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(provider.posted).toEqual([]);
  });

  it.each([
    ['of another sign-in', { nonce: 'another' }],
    ['of no sign-in', { nonce: undefined }],
    ['of another client', { aud: 'others' }],
    ['of another provider', { iss: 'https://evil.example' }],
  ])('an ID token %s is refused', async (_what, claims) => {
    await give(claims);
    await expect(flow.finish(answer(), attempt)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('that fails tells no code and no token to the log', async () => {
    await give({ nonce: 'another' });
    const error: Error = await flow.finish(answer(), attempt).then(
      () => new Error('it did not fail'),
      (fault: Error) => fault,
    );
    const all = `${error.stack} ${(error.cause as Error).stack} ${JSON.stringify(error.cause)}`;
    expect(['the-code', 'the-access-token', 'eyJ'].filter((word) => all.includes(word))).toEqual([]);
  });

  it('without a provider can be tried again', async () => {
    const lost = new CodeFlow('http://127.0.0.1:1', ['RS256'], TERMS);
    await expect(lost.begin('/queues')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    provider.answers.set('/.well-known/openid-configuration', { status: 500, body: '' });
    const late = new CodeFlow(provider.issuer, ['RS256'], TERMS);
    await expect(late.begin('/queues')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    const { issuer } = provider;
    const body = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` };
    provider.answers.set('/.well-known/openid-configuration', { body });
    await expect(late.begin('/queues')).resolves.toBeDefined();
  });
});

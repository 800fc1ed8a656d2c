import { afterEach, describe, expect, it } from '@jest/globals';
import { clientCredentials, TokenRefused, type TokenSource, Unreachable } from './index.js';
import { FakeApi, type Step } from './testing/fake-api.js';

const SECRET = 'p+s %ä:/secret';

let provider: FakeApi;
afterEach(() => provider.stop());

/** A provider that tells about itself first, and a source that asks it. */
async function start(discovery: object, ...answers: Step[]): Promise<TokenSource> {
  provider = await FakeApi.start();
  const { origin } = provider;
  provider.steps.push({ body: { issuer: origin, token_endpoint: `${origin}/token`, ...discovery } }, ...answers);
  return clientCredentials({ issuer: origin, clientId: 'mae batch', clientSecret: SECRET, scope: 'etlaas' });
}

const token = (name: string, seconds = 3600): Step => ({ body: { access_token: name, expires_in: seconds } });
const ENCODED = 'p%2Bs+%25%C3%A4%3A%2Fsecret';

describe('client credentials', () => {
  it('sends the secret in the header, as the standard encodes it, and in no address', async () => {
    const source = await start({}, token('one'));
    expect(await source()).toBe('one');
    const [discovery, asked] = provider.asked;
    const [, basic = ''] = asked?.headers.authorization?.split(' ') ?? [];
    expect(discovery?.url).toBe('/.well-known/openid-configuration');
    expect(Buffer.from(basic, 'base64').toString()).toBe(`mae+batch:${ENCODED}`);
    expect(asked).toMatchObject({ method: 'POST', url: '/token', body: 'grant_type=client_credentials&scope=etlaas' });
  });

  it('sends it in the body where the provider takes it only there', async () => {
    const source = await start({ token_endpoint_auth_methods_supported: ['client_secret_post'] }, token('one'));
    await source();
    expect(provider.asked[1]?.headers.authorization).toBeUndefined();
    expect(provider.asked[1]?.body).toContain(`client_secret=${ENCODED}`);
  });

  it('keeps a token, asks once for many, and anew when it is refused', async () => {
    const source = await start({}, token('one'), token('two'));
    expect(await Promise.all([source(), source(), source()])).toEqual(['one', 'one', 'one']);
    expect(await source()).toBe('one');
    expect(await Promise.all([source('one'), source('one')])).toEqual(['two', 'two']);
    expect(provider.asked.map(({ url }) => url).slice(1)).toEqual(['/token', '/token']);
  });

  it('keeps none that says nothing of its end', async () => {
    const source = await start({}, { body: { access_token: 'one' } }, token('two'));
    expect([await source(), await source()]).toEqual(['one', 'two']);
  });

  it.each([
    ['a wrong secret', {}, { status: 401, body: { error: 'invalid_client' } }, 'invalid_client'],
    ['another issuer', { issuer: 'https://else.example' }, token('x'), 'no discovery document'],
    ['an endpoint without TLS', { token_endpoint: 'http://else.example/token' }, token('x'), 'token_endpoint'],
  ])('rejects for %s, and never says the secret', async (_what, discovery, answer, said) => {
    const source = await start(discovery, answer);
    const fault = await Promise.resolve(source()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TokenRefused);
    expect(String(fault)).toContain(said);
    expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toContain(SECRET);
  });

  it('is unreachable while the provider is', async () => {
    const source = await start({}, { status: 503 });
    await expect(source()).rejects.toBeInstanceOf(Unreachable);
  });
});

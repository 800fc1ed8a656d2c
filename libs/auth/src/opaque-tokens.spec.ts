import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings, Secret } from '#libs/platform';
import { Authenticator } from './authenticator.js';
import { Introspection } from './introspection.js';
import { JwtStrategy } from './jwt.strategy.js';
import { OpaqueTokens } from './opaque-tokens.js';
import { authSettings } from './settings.js';
import { SigningKeys } from './signing-keys.js';
import { type Answer, FakeProvider, makeKey } from './testing/fake-provider.js';
import { AUDIENCE, goodClaims, signToken } from './testing/tokens.js';

const KEY = makeKey('one');
const TOKEN = 'opaque-Zq3v7Kp0';
const SUSPECT = '192.0.2.1';
const START = 1_800_000_000_000;
const NOW_S = START / 1000;

let provider: FakeProvider;
let clock: number;
let authenticator: Authenticator;

beforeEach(async () => {
  provider = await FakeProvider.start(KEY);
  clock = START;
  authenticator = open({ uri: `${provider.issuer}/introspect` });
});
afterEach(() => provider.stop());

function open(place: { uri?: string } | undefined): Authenticator {
  const { issuer, jwksUri } = provider;
  const settings = readSettings(authSettings, {
    OIDC_ISSUER: issuer,
    OIDC_JWKS_URI: jwksUri,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_MAX_LIFETIME_S: '3600',
  });
  const now = () => clock;
  const introspection = new Introspection({ issuer, clientId: 'etl:aas', clientSecret: new Secret('s p%é'), ...place });
  const opaqueTokens = place && new OpaqueTokens(introspection, settings, now);
  const strategy = new JwtStrategy(new SigningKeys({ issuer, jwksUri }), settings);
  return new Authenticator({ strategy, opaqueTokens, settings, now, isSuspect: ({ ip }) => ip === SUSPECT });
}

const says = (answer: Answer) => provider.answers.set('/introspect', answer);
const active = (changes: Record<string, unknown> = {}) => ({
  body: {
    active: true,
    token_type: 'Bearer',
    ...goodClaims(provider.issuer, { iat: NOW_S, exp: NOW_S + 600 }),
    ...changes,
  },
});

const callerOf = (token = TOKEN, ip = '192.0.2.2') =>
  authenticator.callerOf({ method: 'GET', headers: { authorization: `Bearer ${token}` }, ip });
const outcome = (token = TOKEN, ip?: string): Promise<string> =>
  callerOf(token, ip).then(
    ({ login }) => login,
    (error) => error.code,
  );
const asked = () => provider.asked.filter((url) => url === '/introspect').length;

describe('an opaque token', () => {
  it('that the provider calls active names its caller', async () => {
    says(active({ client_id: 'swagger' }));
    expect(await callerOf()).toEqual({
      subject: 'alice-id',
      login: 'alice',
      clientId: 'swagger',
      scopes: ['openid', 'etlaas'],
      tokenId: 'token-1',
      expiresAtMs: START + 600_000,
    });
  });

  it('is posted as a form, by a client that signs in with form-encoded credentials', async () => {
    says(active());
    await callerOf();
    const authorization = `Basic ${Buffer.from('etl%3Aaas:s+p%25%C3%A9').toString('base64')}`;
    expect(provider.posted).toEqual([{ authorization, form: { token: TOKEN, token_type_hint: 'access_token' } }]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no issuer', { iss: undefined }],
    ['several audiences', { aud: ['x', AUDIENCE] }],
    ['a type in other letters', { token_type: 'bearer' }],
    ['no time of issue', { iat: undefined }],
    ['a client that is its own subject', { sub: 'mae-batch', client_id: 'mae-batch', login_ad: undefined }],
    ['a clock that differs a little', { nbf: NOW_S + 3, iat: NOW_S + 3 }],
    ['an expiry a moment ago', { exp: NOW_S - 3 }],
  ])('with %s is accepted', async (_, changes) => {
    says(active(changes));
    expect(await outcome()).toMatch(/^(alice|mae-batch)$/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['not active', { active: false }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of no issuer by null', { iss: null }],
    ['for another audience', { aud: 'https://other.test' }],
    ['for an audience that begins like ours', { aud: `${AUDIENCE}.evil` }],
    ['for several audiences that are not ours', { aud: ['x', 'y'] }],
    ['for no audience', { aud: undefined }],
    ['for an audience in a list in a list', { aud: [[AUDIENCE]] }],
    ['of no type, as refresh tokens are', { token_type: undefined }],
    ['that is bound to a key', { token_type: 'DPoP' }],
    ['that never expires', { exp: undefined }],
    ['that expired', { exp: NOW_S - 5 }],
    ['that expires in eternity', { exp: 1e300 }],
    ['whose expiry is a text', { exp: `${NOW_S + 600}` }],
    ['that lives too long', { exp: NOW_S + 3_601 }],
    ['that lives too long and does not say since when', { exp: NOW_S + 3_601, iat: undefined }],
    ['issued tomorrow', { iat: NOW_S + 86_400, exp: NOW_S + 87_000 }],
    ['issued at no time by null', { iat: null }],
    ['not valid yet', { nbf: NOW_S + 60 }],
    ['not valid yet, by a text', { nbf: '0' }],
    ['that is an ID token by nonce', { nonce: 'n' }],
    ['that is an ID token by at_hash', { at_hash: 'h' }],
    ['without subject', { sub: undefined }],
    ['without any account', { login_ad: undefined }],
    ['with an odd login', { login_ad: 'al\r\nice' }],
  ])('%s is refused', async (_, changes) => {
    says(active(changes));
    expect(await outcome()).toBe('UNAUTHENTICATED');
  });

  it('is refused unless there is somebody to ask with', async () => {
    authenticator = open(undefined);
    says(active());
    expect(await outcome()).toBe('UNAUTHENTICATED');
    expect(provider.asked).toEqual([]);
  });
});

describe('the provider', () => {
  it('is asked once for simultaneous requests with one token, and not again for a minute', async () => {
    says(active());
    const all = await Promise.all(Array.from({ length: 200 }, () => outcome()));
    clock += 59_999;
    expect([new Set([...all, await outcome()]), asked()]).toEqual([new Set(['alice']), 1]);
    says(active({ active: false }));
    clock += 1;
    expect([await outcome(), asked()]).toEqual(['UNAUTHENTICATED', 2]);
  });

  it('is asked again once the token has expired', async () => {
    says(active({ exp: NOW_S + 10 }));
    expect(await outcome()).toBe('alice');
    clock += 10_000;
    says(active({ active: false }));
    expect([await outcome(), asked()]).toEqual(['UNAUTHENTICATED', 2]);
  });

  it('is not asked for a refused token again for 10 s', async () => {
    says({ body: { active: false } });
    const all = await Promise.all(Array.from({ length: 200 }, () => outcome()));
    clock += 9_999;
    expect([new Set([...all, await outcome()]), asked()]).toEqual([new Set(['UNAUTHENTICATED']), 1]);
    says(active());
    clock += 1;
    expect([await outcome(), asked()]).toEqual(['alice', 2]);
  });

  it('never sees a JWT, be it good, bad or damaged', async () => {
    says(active());
    clock = Date.now();
    const good = await signToken(goodClaims(provider.issuer), KEY.privateKey);
    expect(await outcome(good)).toBe('alice');
    const [head = '', body = ''] = good.split('.');
    for (const bad of [`${good}x`, `${good}==`, `${head}.${body}`, `${head}.${body}.`, `${good}.x`, 'a.b.c']) {
      expect(await outcome(bad)).toBe('UNAUTHENTICATED');
    }
    expect(asked()).toBe(0);
  });

  it('is not flooded with made-up tokens: 16 at once, and the others may try again', async () => {
    says({ body: { active: false } });
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => outcome(`made-up-${index}`)));
    expect(outcomes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(16);
    expect(outcomes.filter((code) => code === 'IDENTITY_UNAVAILABLE')).toHaveLength(84);
    expect(asked()).toBe(16);
    expect(await outcome('made-up-99')).toBe('UNAUTHENTICATED');
  });

  const faults: [string, Answer][] = [
    ['an error', { status: 500, body: { active: true } }],
    ['that our credentials are wrong', { status: 401, body: { error: 'invalid_client' } }],
    ['a redirect', { status: 302, body: '', headers: { location: '/elsewhere' } }],
    ['no JSON', { body: TOKEN.replace('opaque-', '') }],
    ['no object', { body: '[true]' }],
    ['nothing', { body: '' }],
    ['an object that does not say', { body: {} }],
    ['yes as a text', { body: { active: 'true' } }],
    ['yes as a number', { body: { active: 1 } }],
    ['too much', { body: { active: true, filler: 'x'.repeat(1_100_000) } }],
  ];
  it.each(faults)('that answers %s lets nobody in, and no refusal is remembered', async (_, answer) => {
    says(answer);
    provider.answers.set('/elsewhere', active());
    expect(await outcome()).toBe('IDENTITY_UNAVAILABLE');
    says(active());
    expect(await outcome()).toBe('alice');
  });

  it.each(faults)('that answers %s leaves no token in the error', async (_, answer) => {
    says(answer);
    const error = await callerOf().catch((reason: unknown) => reason);
    expect(inspect(error, { depth: null })).not.toMatch(/Zq3v7Kp0|s p%é|Basic /);
  });

  it('that is down lets nobody in but whom it just named', async () => {
    says(active());
    await callerOf();
    await provider.stop();
    expect([await outcome(), await outcome('another')]).toEqual(['alice', 'IDENTITY_UNAVAILABLE']);
    clock += 60_000;
    expect(await outcome()).toBe('IDENTITY_UNAVAILABLE');
  });

  it('that is slow is waited for 2 s at most', async () => {
    let open = () => {};
    provider.gate = new Promise((resolve) => {
      open = resolve;
    });
    const began = performance.now();
    expect(await outcome()).toBe('IDENTITY_UNAVAILABLE');
    expect(performance.now() - began).toBeLessThan(3_500);
    open();
  });
});

describe('from an address that brought too many bad tokens', () => {
  const flood = (from: string) =>
    Promise.all(['1', '2', '3', '4'].map((number) => outcome(`${TOKEN}${from}${number}`, from)));
  let open: () => void;
  beforeEach(() => {
    says(active({ exp: NOW_S + 3_600 }));
    provider.gate = new Promise((resolve) => {
      open = resolve;
    });
  });

  it('two tokens at a time are asked about, and the others told to try again: a good one is not locked out', async () => {
    const told = flood(SUSPECT);
    const other = outcome('of-somebody-else');
    open();
    expect(await told).toEqual(['alice', 'alice', 'IDENTITY_UNAVAILABLE', 'IDENTITY_UNAVAILABLE']);
    expect(await other).toBe('alice');
    expect(await outcome(`${TOKEN}${SUSPECT}4`, SUSPECT)).toBe('alice');
  });

  it('one that was good in the last hour needs none of these places', async () => {
    open();
    await outcome(TOKEN);
    clock += 1_800_000;
    provider.gate = new Promise((resolve) => {
      open = resolve;
    });
    const told = flood(SUSPECT);
    const known = outcome(TOKEN, SUSPECT);
    open();
    expect([await known, (await told).at(-1)]).toEqual(['alice', 'IDENTITY_UNAVAILABLE']);
  });
});

describe('discovery', () => {
  const DOCUMENT = '/.well-known/openid-configuration';
  const discovered = (endpoint: unknown) => {
    provider.answers.set(DOCUMENT, { body: { issuer: provider.issuer, introspection_endpoint: endpoint } });
    authenticator = open({});
    says(active());
    return outcome();
  };

  it('finds the place once, and anew after a failure', async () => {
    expect(await discovered(`${provider.issuer}/introspect`)).toBe('alice');
    expect(await outcome('another')).toBe('alice');
    expect(provider.asked).toEqual([DOCUMENT, '/introspect', '/introspect']);
    says({ status: 404, body: '' });
    provider.answers.set('/moved', active());
    provider.answers.set(DOCUMENT, {
      body: { issuer: provider.issuer, introspection_endpoint: `${provider.issuer}/moved` },
    });
    expect([await outcome('third'), await outcome('third')]).toEqual(['IDENTITY_UNAVAILABLE', 'alice']);
  });

  it.each([undefined, 'http://0.0.0.0:1/introspect', 'file:///etc/passwd'])('does not go to %j', async (endpoint) => {
    expect(await discovered(endpoint)).toBe('IDENTITY_UNAVAILABLE');
    expect(provider.posted).toEqual([]);
  });
});

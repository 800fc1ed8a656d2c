import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { environment, readSettings } from '#libs/platform';
import { Authenticator } from './authenticator.js';
import { JwtStrategy } from './jwt.strategy.js';
import { authSettings } from './settings.js';
import { SigningKeys } from './signing-keys.js';
import { FakeProvider, makeKey } from './testing/fake-provider.js';
import { mutantsOf } from './testing/token-mutations.js';
import { AUDIENCE, goodClaims, signToken } from './testing/tokens.js';

/** TOKEN_SEED=… tries others; fast-check prints the seed of a failure. */
const SEED = Number(environment()['TOKEN_SEED'] ?? 20_261_124);
const MUTANTS = 20_000;
const STEP_MS = 10;

jest.setTimeout(120_000);

const KEY = makeKey('one');
let provider: FakeProvider;

beforeAll(async () => {
  provider = await FakeProvider.start(KEY);
});
afterAll(() => provider.stop());

it(`none of ${MUTANTS} mutations of a good token is accepted, and the good one always is`, async () => {
  const { issuer, jwksUri } = provider;
  const settings = readSettings(authSettings, { OIDC_ISSUER: issuer, OIDC_JWKS_URI: jwksUri, OIDC_AUDIENCE: AUDIENCE });
  let clock = 0;
  const strategy = new JwtStrategy(new SigningKeys({ issuer, jwksUri, now: () => clock }), settings);
  const authenticator = new Authenticator({ strategy, settings });
  const outcome = (token: string, door = authenticator): Promise<string> =>
    door.callerOf({ method: 'GET', headers: { authorization: `Bearer ${token}` } }).then(
      ({ login }) => login,
      (error) => error.code,
    );

  const hour = { exp: goodClaims(issuer).exp ?? 0 };
  hour.exp += 3_600;
  const ours = await signToken(goodClaims(issuer, hour), KEY.privateKey);
  const theirs = await signToken(goodClaims(issuer, { ...hour, sub: 'bob-id', login_ad: 'bob' }), KEY.privateKey);
  const expectGood = async () => {
    // Remembered as verified, and by the signature alone.
    expect([await outcome(ours), await outcome(theirs)]).toEqual(['alice', 'bob']);
    expect(await outcome(ours, new Authenticator({ strategy, settings }))).toBe('alice');
  };

  let tried = 0;
  const isRefused = async (mutant: string): Promise<void> => {
    clock += STEP_MS;
    tried += 1;
    expect(await outcome(mutant)).toBe('UNAUTHENTICATED');
    if (tried % 1_000 === 0) await expectGood();
  };
  await expectGood();
  const mutants = mutantsOf({ ours, theirs, publicKey: KEY.publicKey });
  await fc.assert(fc.asyncProperty(mutants, isRefused), { numRuns: MUTANTS, seed: SEED });
  await expectGood();

  expect(tried).toBe(MUTANTS);
  // One at first, then for unknown key ids at most one in 30 s; there were plenty of both.
  expect(provider.asked.length).toBeLessThanOrEqual(1 + (MUTANTS * STEP_MS) / 30_000);
  expect(provider.asked.length).toBeGreaterThan(1);
});

import { describe, expect, it } from '@jest/globals';
import type { Caller } from './caller.js';
import { VerifiedTokens } from './verified-tokens.js';

const START = 1_000_000;
const caller = (expiresAtMs: number): Caller => ({ subject: 's', login: 'alice', scopes: [], expiresAtMs });

describe('verified tokens', () => {
  it('are known to the letter, and no other', () => {
    const tokens = new VerifiedTokens(() => START);
    tokens.remember('Bearer abc', caller(START + 3_600_000));
    expect(tokens.find('Bearer abc')?.login).toBe('alice');
    for (const other of ['Bearer abd', 'bearer abc', 'Bearer abc ', 'Bearer ab', '']) {
      expect(tokens.find(other)).toBeUndefined();
    }
  });

  it.each<[string, number, number, boolean]>([
    ['within a minute', 3_600_000, 59_999, true],
    ['after a minute', 3_600_000, 60_000, false],
    ['before their exp', 5_000, 4_999, true],
    ['from their exp on', 5_000, 5_000, false],
  ])('%s', (_when, lifeMs, laterMs, isKnown) => {
    let now = START;
    const tokens = new VerifiedTokens(() => now);
    tokens.remember('Bearer abc', caller(START + lifeMs));
    now += laterMs;
    expect(tokens.find('Bearer abc') !== undefined).toBe(isKnown);
  });

  it('stay bounded: the oldest goes', () => {
    const tokens = new VerifiedTokens(() => START);
    for (let n = 0; n <= 10_000; n += 1) tokens.remember(`Bearer ${n}`, caller(START + 1_000));
    expect([tokens.find('Bearer 0'), tokens.find('Bearer 10000')?.login]).toEqual([undefined, 'alice']);
  });
});

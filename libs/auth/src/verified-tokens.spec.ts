import { describe, expect, it } from '@jest/globals';
import type { Caller } from './caller.js';
import { VerifiedTokens } from './verified-tokens.js';

const START = 1_000_000;
const caller = (expiresAtMs: number): Caller => ({ subject: 's', login: 'alice', scopes: [], expiresAtMs });

describe('verified tokens', () => {
  it('are known to the letter, and no other', () => {
    const tokens = new VerifiedTokens(() => START);
    tokens.remember('abc', caller(START + 3_600_000), START);
    expect(tokens.find('abc')?.login).toBe('alice');
    for (const other of ['abd', 'ABC', 'abc ', ' abc', 'ab', '']) {
      expect(tokens.find(other)).toBeUndefined();
    }
  });

  it.each<[string, number, number, boolean]>([
    ['within a minute', 3_600_000, 59_999, true],
    ['after a minute', 3_600_000, 60_000, false],
    ['before their exp', 5_000, 4_999, true],
    ['from their exp on', 5_000, 5_000, false],
    ['not once the clock was set back', 3_600_000, -1, false],
  ])('%s', (_when, lifeMs, laterMs, isKnown) => {
    let now = START;
    const tokens = new VerifiedTokens(() => now);
    tokens.remember('abc', caller(START + lifeMs), START);
    now += laterMs;
    expect(tokens.find('abc') !== undefined).toBe(isKnown);
  });

  it('stay bounded: the oldest goes', () => {
    const tokens = new VerifiedTokens(() => START);
    for (let n = 0; n <= 10_000; n += 1) tokens.remember(`${n}`, caller(START + 1_000), START);
    expect([tokens.find('0'), tokens.find('10000')?.login]).toEqual([undefined, 'alice']);
  });
});

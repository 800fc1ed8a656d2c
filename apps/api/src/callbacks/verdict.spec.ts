import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { verdictOn } from './verdict.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const DAY_MS = 86_400_000;
afterEach(() => {
  jest.restoreAllMocks();
});

const unspread = () => jest.spyOn(Math, 'random').mockReturnValue(0);

describe('after a try', () => {
  it.each([200, 202, 204, 299])('%i is delivered', (status) => {
    expect(verdictOn({ status }, 0)).toEqual({ state: 'delivered' });
  });

  it('410 is the last', () => {
    expect(verdictOn({ status: 410 }, 0)).toEqual({ state: 'given-up' });
  });

  it.each([undefined, 100, 199, 301, 302, 307, 400, 404, 429, 500, 503])('%s is tried again after 5 s', (status) => {
    unspread();
    expect(verdictOn({ ...(status && { status }) }, 0)).toEqual({ state: 'pending', againInMs: 5_000 });
  });

  it('the tenth failure is the last, after some three days', () => {
    unspread();
    const waits = Array.from({ length: 9 }, (_, failures) => verdictOn({ status: 500 }, failures));
    const waitsMs = waits.map((verdict) => ('againInMs' in verdict ? verdict.againInMs : Number.NaN));
    expect(waitsMs).toEqual([...waitsMs].sort((a, b) => a - b));
    expect(waitsMs.reduce((sum, ms) => sum + ms, 0) / DAY_MS).toBeCloseTo(3.15, 1);
    expect(verdictOn({ status: 500 }, 9)).toEqual({ state: 'given-up' });
  });

  it('what failed together is spread by up to a tenth', () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    expect(verdictOn({}, 1)).toEqual({ state: 'pending', againInMs: 329_970 });
  });
});

describe('Retry-After', () => {
  it.each([
    [429, '60', 60_000],
    [503, '60', 60_000],
    [503, 'Thu, 01 Jan 2026 13:00:00 GMT', 3_600_000],
    [500, '60', 5_000],
    [429, '1', 5_000],
    [429, undefined, 5_000],
    [429, 'soon', 5_000],
    [429, '-60', 5_000],
    [503, 'Thu, 01 Jan 2026 11:00:00 GMT', 5_000],
    [429, '999999999', DAY_MS],
    [503, 'Fri, 01 Jan 2100 00:00:00 GMT', DAY_MS],
  ])('%i with %s waits %i ms: never less than our own, never more than a day', (status, retryAfter, againInMs) => {
    unspread();
    expect(verdictOn({ status, retryAfter }, 0, NOW)).toEqual({ state: 'pending', againInMs });
  });
});

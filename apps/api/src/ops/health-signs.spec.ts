import { describe, expect, it } from '@jest/globals';
import type { AuditState, DeliveryState } from '#libs/audit';
import type { DatedGrants } from '#libs/permission';
import { type HealthParts, HealthSigns } from './health-signs.js';

const GRANTS = { ageMs: 20_000, isStale: false } as DatedGrants;

const SOUND: AuditState = { healthy: true, acceptsChanges: true, reasons: [], freeBytes: undefined };
const WAITING = { lagSeconds: 400, undeliveredRecords: 12 } as DeliveryState;

const redisThat = (ping: () => Promise<string>) => ({ status: 'ready', ping }) as unknown as HealthParts['redis'];

async function signs(over: Partial<HealthParts> = {}) {
  const parts: HealthParts = {
    redis: redisThat(async () => 'PONG'),
    audit: { state: SOUND, lostRecords: 0 },
    grants: { datedOf: async () => GRANTS },
    directory: {},
    signingKeys: { state: { keys: 0, fetches: 0, failures: 0 } },
    ...over,
  };
  const all = await new HealthSigns(parts).all('oscar');
  return Object.fromEntries(all.map(({ name, state, words }) => [name, `${state}: ${words}`]));
}

const away = async () => {
  throw new Error('away');
};

describe('the signs of health', () => {
  it('say what works', async () => {
    expect(await signs()).toEqual({
      Redis: 'up: answers at once',
      Directory: 'up: answered 20 s ago',
      Audit: 'up: records are written',
    });
  });

  it('say what does not', async () => {
    const audit = { state: { ...SOUND, healthy: false, acceptsChanges: false }, lostRecords: 3 };
    const found = await signs({ redis: redisThat(away), grants: { datedOf: away }, audit });
    expect(found).toEqual({
      Redis: expect.stringMatching(/^down: does not answer since \d\d:\d\d:\d\d UTC/),
      Directory: 'down: does not answer: nobody can be let in',
      Audit: 'down: records cannot be written: changes are refused',
    });
    expect((await signs({ audit: { ...audit, state: SOUND } }))['Audit']).toBe(
      'weak: 3 records were lost since the start',
    );
    const stale = { datedOf: async () => ({ ...GRANTS, ageMs: 600_000, isStale: true }) };
    expect((await signs({ grants: stale }))['Directory']).toBe(
      'down: does not answer: groups of 10 min ago serve to read',
    );
  });

  it('say what room there is, what waits, and what is refused', async () => {
    const audit = { state: { ...SOUND, freeBytes: 2 ** 30 }, lostRecords: 0 };
    const delivery = (state: DeliveryState) => ({ state: async () => state });
    expect(await signs({ audit, delivery: delivery(WAITING) })).toMatchObject({
      Audit: 'up: records are written, 1024 MiB free',
      'Audit delivery': 'weak: 12 records to deliver, the oldest 6 min old',
    });
    const drained = delivery({ ...WAITING, undeliveredRecords: 0 });
    expect((await signs({ delivery: drained }))['Audit delivery']).toMatch(/^up: all/);
    expect(await signs({ delivery: { state: away } })).not.toHaveProperty('Audit delivery');
    const refusing = { ...audit, state: { ...SOUND, acceptsChanges: false } };
    expect((await signs({ audit: refusing }))['Audit']).toMatch(/^down: changes are refused/);
    const directory = { failing: [true, false] };
    expect((await signs({ directory }))['Directory']).toBe('weak: 1 of its servers do not answer');
  });
});

describe('the sign of the sign-in keys', () => {
  const HOURS_MS = 3_600_000;

  it.each([
    ['is missing where nobody has needed them', { fetches: 0, failures: 0 }, undefined],
    ['is down where they were asked for and never read', { fetches: 2, failures: 2 }, /^down: were never read/],
    [
      'is up where they were read lately, and it was tried in vain before',
      { fetches: 3, failures: 2, ageMs: 60_000 },
      /^up/,
    ],
    [
      'is weak where they are old and cannot be read anew',
      { fetches: 3, failures: 2, ageMs: 2 * HOURS_MS },
      /^weak: read 2 h/,
    ],
    ['is up where they are old since no token came', { fetches: 1, failures: 0, ageMs: 9 * HOURS_MS }, /^up: read 9 h/],
  ])('%s', async (_what, state, told) => {
    const { 'Sign-in keys': sign } = await signs({ signingKeys: { state: { keys: 1, ...state } } });
    if (told) expect(sign).toMatch(told);
    else expect(sign).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { Gauge, Registry } from 'prom-client';
import type { DatedGrants } from '#libs/permission';
import { exposeKeys } from '../http/key-metrics.js';
import { type HealthParts, HealthSigns } from './health-signs.js';

const GRANTS = { ageMs: 20_000, isStale: false } as DatedGrants;

async function signs(over: Partial<HealthParts> = {}, metrics: Record<string, number> = {}) {
  const registry = new Registry();
  for (const [name, value] of Object.entries(metrics)) {
    new Gauge({ name, help: name, registers: [registry] }).set(value);
  }
  const parts: HealthParts = {
    redis: { ping: async () => 'PONG' } as HealthParts['redis'],
    audit: { healthy: true, lostRecords: 0 },
    grants: { datedOf: async () => GRANTS },
    registry,
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
    const audit = { healthy: false, lostRecords: 3 };
    const found = await signs({ redis: { ping: away }, grants: { datedOf: away }, audit });
    expect(found).toEqual({
      Redis: expect.stringMatching(/^down: does not answer since \d\d:\d\d:\d\d UTC/),
      Directory: 'down: does not answer: nobody can be let in',
      Audit: 'down: records cannot be written: changes are refused',
    });
    expect((await signs({ audit: { ...audit, healthy: true } }))['Audit']).toBe(
      'weak: 3 records were lost since the start',
    );
    const stale = { datedOf: async () => ({ ...GRANTS, ageMs: 600_000, isStale: true }) };
    expect((await signs({ grants: stale }))['Directory']).toBe(
      'down: does not answer: groups of 10 min ago serve to read',
    );
  });

  it('say what other parts of the process tell in metrics, where they do', async () => {
    const delivered = { etlaas_audit_delivery_lag_seconds: 400, etlaas_audit_undelivered_records: 12 };
    expect(await signs({}, { ...delivered, etlaas_audit_free_bytes: 2 ** 30 })).toMatchObject({
      Audit: 'up: records are written, 1024 MiB free',
      'Audit delivery': 'weak: 12 records to deliver, the oldest 6 min old',
    });
    expect((await signs({}, { ...delivered, etlaas_audit_undelivered_records: 0 }))['Audit delivery']).toMatch(
      /^up: all/,
    );
    expect((await signs({}, { etlaas_audit_accepts_changes: 0 }))['Audit']).toMatch(/^down: changes are refused/);
    expect((await signs({}, { etlaas_directory_servers_failing: 1 }))['Directory']).toBe(
      'weak: 1 of its servers do not answer',
    );
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
    const registry = new Registry();
    exposeKeys(registry, { state: { keys: 1, ...state } });
    const { 'Sign-in keys': sign } = await signs({ registry });
    if (told) expect(sign).toMatch(told);
    else expect(sign).toBeUndefined();
  });
});

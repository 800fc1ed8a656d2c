import { describe, expect, it } from '@jest/globals';
import { decide } from './decision.js';
import { GcrRules } from './gcr.js';
import { DEFAULT_GROUP_PATTERN, type Grants, readGrants } from './groups.js';
import { listPermissions } from './permissions.js';

const NOW = Date.parse('2026-03-15T12:00:00Z');
const carrying = (...groups: string[]): Grants =>
  readGrants(groups, { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' });

describe('deny beats allow', () => {
  const frozen = (row: string) =>
    GcrRules.parse(
      `domain,environment,trigram,kind,expires\nD,Production,MAE,owner,\nD,Production,E2S,exception,\n${row}\n`,
    );
  const ask = (row: string, ...groups: string[]) => {
    const place = { trigram: 'MAE', domain: 'D', environment: 'Production', level: 'read', nowMs: NOW } as const;
    return decide({ grants: carrying(...groups), rules: frozen(row), ...place });
  };

  it.each<[string, string, string[], string]>([
    ['the owner', 'D,Production,MAE,deny,', ['ETL_MAE'], 'MAE is denied D in Production (GCR.csv:4).'],
    [
      'all who come under its trigram',
      'D,Production,MAE,deny,',
      ['ETL_E2S'],
      'MAE is denied D in Production (GCR.csv:4).',
    ],
    [
      'an exception',
      'D,Production,E2S,deny,2026-03-15',
      ['ETL_E2S'],
      'Your group ETL_E2S carries E2S, which is denied D in Production (GCR.csv:4).',
    ],
    [
      'the owner who carries a denied trigram too, at any level',
      'D,Production,RCR,deny,',
      ['ETL_MAE', 'ETL_RCR_PRD_READ'],
      'Your group ETL_RCR_PRD_READ carries RCR, which is denied D in Production (GCR.csv:4).',
    ],
  ])('refuses %s', (_, row, groups, reason) => {
    expect(ask(row, ...groups)).toEqual({ allowed: false, code: 'PERMISSION_DENIED', reason });
  });

  it.each<[string, string, string[]]>([
    ['others than the denied', 'D,Production,E2S,deny,', ['ETL_MAE']],
    ['who carries the denied trigram elsewhere only', 'D,Production,RCR,deny,', ['ETL_MAE', 'ETL_RCR_DEV']],
    ['the owner once the deny has expired', 'D,Production,MAE,deny,2026-03-14', ['ETL_MAE']],
  ])('allows %s', (_, row, groups) => expect(ask(row, ...groups).allowed).toBe(true));

  it('leaves a frozen place out of what a caller may do', () => {
    const rules = frozen('D,Production,MAE,deny,');
    expect(listPermissions(carrying('ETL_MAE'), rules, NOW)).toEqual([]);
  });
});

describe('a row counts through its last day in UTC', () => {
  const rules = GcrRules.parse(
    'domain,environment,trigram,kind,expires\nD,Production,MAE,owner,2026-03-15\n' +
      'E,Production,MAE,owner,\nE,Production,E2S,exception,2026-03-15\n',
  );
  const ask = (domain: string, group: string, at: string) => {
    const place = { trigram: 'MAE', domain, environment: 'Production', level: 'operate' } as const;
    return decide({ grants: carrying(group), rules, ...place, nowMs: Date.parse(at) });
  };

  it.each([
    ['D', 'ETL_MAE'],
    ['E', 'ETL_E2S'],
  ])('in %s for %s', (domain, group) => {
    expect(ask(domain, group, '2026-03-15T23:59:59.999Z').allowed).toBe(true);
    expect(ask(domain, group, '2026-03-16T00:00:00Z').allowed).toBe(false);
  });

  it('an expired owner leaves a domain that is known, and nobody may use', () => {
    expect(ask('D', 'ETL_MAE', '2026-03-16T00:00:00Z')).toEqual({
      allowed: false,
      code: 'PERMISSION_DENIED',
      reason: 'The rule that MAE owns D in Production expired on 2026-03-15 (GCR.csv:2).',
    });
    expect(listPermissions(carrying('ETL_MAE', 'ETL_E2S'), rules, Date.parse('2026-03-16'))).toMatchObject([
      { domain: 'E', rule: { group: 'ETL_MAE' } },
    ]);
  });

  it('an expired exception gives nothing, and whoever had it is told', () => {
    expect(ask('E', 'ETL_E2S', '2026-03-16T00:00:00Z').reason).toBe(
      'To operate E in Production a group of yours must carry MAE with level operate; your groups carry E2S (operate). ' +
        'The exception of E2S for E in Production expired on 2026-03-15 (GCR.csv:4).',
    );
    expect(ask('E', 'ETL_RCR', '2026-03-16T00:00:00Z').reason).not.toContain('expired');
  });
});

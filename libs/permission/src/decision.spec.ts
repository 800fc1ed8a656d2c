import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type PermissionQuestion } from './decision.js';
import { ENVIRONMENTS } from './environment.js';
import { type GcrRule, GcrRules, isExpired } from './gcr.js';
import { DEFAULT_GROUP_PATTERN, type Grants, type Level, readGrants } from './groups.js';
import { isOps, listPermissions } from './permissions.js';

const RULES = GcrRules.parse(
  'domain,environment,trigram,kind\n' +
    'DOM_MAE,Development,MAE,owner\nDOM_MAE,Development,E2S,exception\n' +
    'DOM_MAE,Production,MAE,owner\n' +
    'DOM_RCR,Production,RCR,owner\nDOM_RCR,Production,E2S,exception\n',
);
const NOW = Date.parse('2026-03-15T12:00:00Z');
const carrying = (...groups: string[]): Grants =>
  readGrants(groups, { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' });

interface Case {
  groups: string[];
  trigram?: string;
  domain?: string;
  environment?: (typeof ENVIRONMENTS)[number];
  level?: Level;
}

const answer = ({ groups, ...question }: Case) =>
  decide({
    grants: carrying(...groups),
    rules: RULES,
    ...{ trigram: 'MAE', domain: 'DOM_MAE', environment: 'Development', level: 'operate', nowMs: NOW, ...question },
  });

describe('decide', () => {
  it.each<[string, Case]>([
    ['the owner', { groups: ['ETL_MAE'] }],
    ['the owner who reads', { groups: ['ETL_MAE_READ'], level: 'read' }],
    ['the owner who operates, reading', { groups: ['ETL_MAE_OPERATE'], level: 'read' }],
    ['the owner of this environment', { groups: ['ETL_MAE_DEV'] }],
    ['the second group, when the first is too weak', { groups: ['ETL_MAE_READ', 'ETL_MAE_DEV_OPERATE'] }],
    ['an exception', { groups: ['ETL_E2S'] }],
    ['an exception that reads, reading', { groups: ['ETL_E2S_READ'], level: 'read' }],
  ])('allows %s', (_, question) => expect(answer(question).allowed).toBe(true));

  it.each<[string, string, Case]>([
    ['nobody', 'PERMISSION_DENIED', { groups: [] }],
    ['ops alone', 'PERMISSION_DENIED', { groups: ['OPS'] }],
    ['another team', 'PERMISSION_DENIED', { groups: ['ETL_RCR'] }],
    ['a reader who operates', 'PERMISSION_DENIED', { groups: ['ETL_MAE_READ'] }],
    ['an owner of another environment', 'PERMISSION_DENIED', { groups: ['ETL_MAE_PRD'] }],
    ['an exception that only reads', 'PERMISSION_DENIED', { groups: ['ETL_E2S_READ'] }],
    ['an exception of another environment', 'PERMISSION_DENIED', { groups: ['ETL_E2S'], environment: 'Production' }],
    ['a foreign domain under the own trigram', 'PERMISSION_DENIED', { groups: ['ETL_RCR'], trigram: 'RCR' }],
    ['an exception under its own trigram', 'PERMISSION_DENIED', { groups: ['ETL_E2S'], trigram: 'E2S' }],
    ['an unknown trigram', 'PERMISSION_DENIED', { groups: ['ETL_ZZZ'], trigram: 'ZZZ' }],
    ['an unknown domain', 'DOMAIN_NOT_FOUND', { groups: ['ETL_MAE'], domain: 'DOM_ZZZ' }],
    ['a domain of another environment', 'DOMAIN_NOT_FOUND', { groups: ['ETL_MAE'], environment: 'Homologation' }],
  ])('denies %s (%s)', (_, code, question) => expect(answer(question)).toMatchObject({ allowed: false, code }));

  it.each<[Case, string]>([
    [{ groups: ['ETL_MAE'] }, 'Your group ETL_MAE carries MAE, which owns DOM_MAE in Development (GCR.csv:2).'],
    [
      { groups: ['ETL_E2S'] },
      'Your group ETL_E2S carries E2S, which is an exception for DOM_MAE in Development (GCR.csv:3).',
    ],
    [
      { groups: ['ETL_MAE_READ', 'ETL_RCR_PRD'] },
      'To operate DOM_MAE in Development a group of yours must carry MAE or E2S with level operate; ' +
        'your groups carry MAE (read), RCR (operate in Production).',
    ],
    [{ groups: ['ETL_RCR'], trigram: 'RCR' }, 'RCR does not own DOM_MAE in Development.'],
    [
      { groups: [], environment: 'Homologation' },
      'DOM_MAE is known in Development and Production, not in Homologation.',
    ],
  ])('says why (%#)', (question, reason) => expect(answer(question).reason).toBe(reason));

  it('names the rule that allows', () => {
    expect(answer({ groups: ['ETL_E2S'] })).toMatchObject({
      rule: { kind: 'exception', trigram: 'E2S', source: 'GCR.csv:3', group: 'ETL_E2S' },
    });
  });
});

describe('what a caller may do', () => {
  it('is listed with the highest level and its rule', () => {
    expect(
      listPermissions(carrying('ETL_MAE_READ', 'ETL_E2S'), RULES, NOW).map(({ domain, environment, level, rule }) => [
        domain,
        environment,
        level,
        rule.group,
      ]),
    ).toEqual([
      ['DOM_MAE', 'Development', 'operate', 'ETL_E2S'],
      ['DOM_MAE', 'Production', 'read', 'ETL_MAE_READ'],
      ['DOM_RCR', 'Production', 'operate', 'ETL_E2S'],
    ]);
  });

  it('knows ops', () => expect([isOps(carrying('OPS')), isOps(carrying('ETL_MAE'))]).toEqual([true, false]));
});

describe('for any rules, groups and question', () => {
  const trigram = fc.constantFrom('MAE', 'RCR', 'E2S');
  const domain = fc.constantFrom('D1', 'D2');
  const environment = fc.constantFrom(...ENVIRONMENTS);
  const level = fc.constantFrom<Level>('read', 'operate');
  const kind = fc.constantFrom<GcrRule['kind']>('owner', 'exception', 'deny');
  const expires = fc.constantFrom(undefined, undefined, '2026-03-14', '2026-03-15');
  const rule = fc.record({ domain, environment, trigram, kind, expires, source: fc.constant('GCR.csv:2') });
  const grant = fc.record({
    group: fc.constant('G'),
    trigram,
    level,
    environment: fc.option(environment, { nil: undefined }),
  });
  const question = fc.record({
    rules: fc.array(rule, { maxLength: 12 }).map((all) => new GcrRules(all)),
    grants: fc.record({ trigrams: fc.array(grant, { maxLength: 4 }), ops: fc.boolean() }),
    trigram,
    domain,
    environment,
    level,
    nowMs: fc.constant(NOW),
  });
  const livingRules = ({ rules, domain, environment, nowMs }: PermissionQuestion, ...kinds: GcrRule['kind'][]) =>
    rules.in(domain, environment).filter((one) => kinds.includes(one.kind) && !isExpired(one, nowMs));

  it('no caller reaches a domain of another trigram under its own trigram', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const owns = livingRules(asked, 'owner').some((one) => one.trigram === asked.trigram);
        return owns || !decide(asked).allowed;
      }),
      { numRuns: 5_000 },
    );
  });

  it('whoever is allowed carries, here and at this level, a trigram that has a rule here', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = decide(asked);
        if (!decision.allowed) return true;
        const carries = asked.grants.trigrams.some(
          (one) =>
            one.trigram === decision.rule.trigram &&
            (one.environment ?? asked.environment) === asked.environment &&
            (asked.level === 'read' || one.level === 'operate'),
        );
        const rules = livingRules(asked, 'owner', 'exception');
        return carries && rules.some((one) => one.trigram === decision.rule.trigram);
      }),
      { numRuns: 5_000 },
    );
  });

  it('nobody passes a deny, whatever else they carry', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const denied = new Set(livingRules(asked, 'deny').map((one) => one.trigram));
        const carried = asked.grants.trigrams.filter(
          (one) => (one.environment ?? asked.environment) === asked.environment,
        );
        const meets = denied.has(asked.trigram) || carried.some((one) => denied.has(one.trigram));
        return !(meets && decide(asked).allowed);
      }),
      { numRuns: 5_000 },
    );
  });

  it('operating includes reading', () => {
    fc.assert(
      fc.property(
        question,
        (asked) => !decide({ ...asked, level: 'operate' }).allowed || decide({ ...asked, level: 'read' }).allowed,
      ),
      { numRuns: 2_000 },
    );
  });
});

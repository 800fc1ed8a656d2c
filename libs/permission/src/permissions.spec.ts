import { expect, it } from '@jest/globals';
import { GcrRules } from './gcr.js';
import { DEFAULT_GROUP_PATTERN, readGrants } from './groups.js';
import { listPermissions } from './permissions.js';

const rules = GcrRules.parse(
  'domain,environment,trigram,kind\nD,Production,MAE,owner\nD,Production,E2S,owner\nE,Production,MAE,owner\nF,Production,RCR,owner\n',
);
const grants = readGrants(['ETL_MAE', 'ETL_E2S_READ'], { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' });
const under = (trigram?: string) =>
  listPermissions(grants, rules, 0, trigram).map(({ trigram: owner, domain, level }) => [owner, domain, level]);

it('what a caller may do is listed whole, or under one trigram', () => {
  expect(under()).toEqual([...under('MAE').slice(0, 1), ...under('E2S'), ...under('MAE').slice(1)]);
  expect(under('MAE')).toEqual([
    ['MAE', 'D', 'operate'],
    ['MAE', 'E', 'operate'],
  ]);
  expect(under('E2S')).toEqual([['E2S', 'D', 'read']]);
  expect(under('RCR')).toEqual([]);
});

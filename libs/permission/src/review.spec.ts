import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import { CsvDirectory } from './csv-directory.js';
import { decide } from './decision.js';
import { GcrRules } from './gcr.js';
import { DEFAULT_GROUP_PATTERN, readGrants } from './groups.js';
import { isOps } from './permissions.js';
import { reviewPermissions } from './review.js';

const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
const nowMs = Date.parse('2026-03-15T12:00:00Z');
const rules = GcrRules.parse(
  'domain,environment,trigram,kind,owner,expires\nDOM_A,Development,MAE,owner,,\nDOM_A,Production,MAE,owner,,\n' +
    'DOM_A,Production,E2S,exception,Eve,2026-03-31\nDOM_A,Development,E2S,exception,,2026-03-14\n',
);
const directory = CsvDirectory.parse(
  'account,group\nzoe,ETL_MAE_READ\nann,ETL_E2S\nann,Canteen\nbob,Canteen\nozzy,Ops\nzoe,OPS\nmia,ETL_MAE_DEV\n',
);

describe('reviewPermissions', () => {
  it('lists each account that may do something, with level, group and rule', async () => {
    const reviewed = await reviewPermissions({ directory, rules, names, nowMs });
    expect(reviewed.map(({ account, environment, level, group }) => [account, environment, level, group])).toEqual([
      ['ann', 'Production', 'operate', 'ETL_E2S'],
      ['mia', 'Development', 'operate', 'ETL_MAE_DEV'],
      ['ozzy', '*', 'ops', 'Ops'],
      ['zoe', '*', 'ops', 'OPS'],
      ['zoe', 'Development', 'read', 'ETL_MAE_READ'],
      ['zoe', 'Production', 'read', 'ETL_MAE_READ'],
    ]);
  });

  it('says who answers for a row and when it ends', async () => {
    const [first, second] = await reviewPermissions({ directory, rules, names, nowMs });
    expect(first).toMatchObject({ account: 'ann', owner: 'Eve', expires: '2026-03-31' });
    expect(second).toMatchObject({ account: 'mia', owner: undefined, expires: undefined });
  });

  it('says of ops that they are bound to no place, by the setting that names their group', async () => {
    const reviewed = await reviewPermissions({ directory, rules, names, nowMs });
    const ops = {
      trigram: '*',
      domain: '*',
      environment: '*',
      level: 'ops',
      kind: 'ops',
      rule: 'OPS_GROUP',
      carries: '',
    };
    expect(reviewed.find(({ account }) => account === 'ozzy')).toEqual({ account: 'ozzy', group: 'Ops', ...ops });
  });

  it('says exactly what a request would be told', async () => {
    const reviewed = await reviewPermissions({ directory, rules, names, nowMs });
    for (const account of ['ann', 'bob', 'mia', 'ozzy', 'zoe']) {
      const grants = readGrants(await directory.groupsOf(account), names);
      const isSaidOps = reviewed.some((one) => one.account === account && one.level === 'ops');
      expect([account, isSaidOps]).toEqual([account, isOps(grants)]);
      for (const environment of ['Development', 'Production'] as const) {
        const mayOperate = decide({
          grants,
          rules,
          trigram: 'MAE',
          domain: 'DOM_A',
          environment,
          level: 'operate',
          nowMs,
        });
        const listed = reviewed.filter((one) => one.account === account && one.environment === environment);
        expect(listed.some(({ level }) => level === 'operate')).toBe(mayOperate.allowed);
      }
    }
  });

  it.each([
    ['PERMISSION_DENIED', ['ann', 'mia', 'ozzy']],
    ['DIRECTORY_UNAVAILABLE', 'DIRECTORY_UNAVAILABLE'],
  ] as const)('with %s for one account', async (code, expected) => {
    const broken = {
      accountsOf: directory.accountsOf.bind(directory),
      groupsOf: async (account: string) => {
        if (account === 'zoe') throw new AppError(code, 'no');
        return directory.groupsOf(account);
      },
    };
    const told = await reviewPermissions({ directory: broken, rules, names, nowMs }).then(
      (list) => list.map(({ account }) => account),
      (error: AppError) => error.code,
    );
    expect(told).toEqual(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import { CsvDirectory } from './csv-directory.js';
import { decide } from './decision.js';
import { GcrRules } from './gcr.js';
import { DEFAULT_GROUP_PATTERN, readGrants } from './groups.js';
import { reviewPermissions } from './review.js';

const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
const rules = GcrRules.parse(
  'domain,environment,trigram,kind\nDOM_A,Development,MAE,owner\nDOM_A,Production,MAE,owner\nDOM_A,Production,E2S,exception\n',
);
const directory = CsvDirectory.parse(
  'account,group\nzoe,ETL_MAE_READ\nann,ETL_E2S\nann,Canteen\nbob,Canteen\nozzy,OPS\nmia,ETL_MAE_DEV\n',
);

describe('reviewPermissions', () => {
  it('lists each account that may do something, with level, group and rule', async () => {
    const reviewed = await reviewPermissions({ directory, rules, names });
    expect(reviewed.map(({ account, environment, level, rule }) => [account, environment, level, rule.group])).toEqual([
      ['ann', 'Production', 'operate', 'ETL_E2S'],
      ['mia', 'Development', 'operate', 'ETL_MAE_DEV'],
      ['zoe', 'Development', 'read', 'ETL_MAE_READ'],
      ['zoe', 'Production', 'read', 'ETL_MAE_READ'],
    ]);
  });

  it('says exactly what a request would be told', async () => {
    const reviewed = await reviewPermissions({ directory, rules, names });
    for (const account of ['ann', 'bob', 'mia', 'ozzy', 'zoe']) {
      const grants = readGrants(await directory.groupsOf(account), names);
      for (const environment of ['Development', 'Production'] as const) {
        const mayOperate = decide({ grants, rules, trigram: 'MAE', domain: 'DOM_A', environment, level: 'operate' });
        const listed = reviewed.filter((one) => one.account === account && one.environment === environment);
        expect(listed.some(({ level }) => level === 'operate')).toBe(mayOperate.allowed);
      }
    }
  });

  it.each([
    ['PERMISSION_DENIED', ['ann', 'mia']],
    ['DIRECTORY_UNAVAILABLE', 'DIRECTORY_UNAVAILABLE'],
  ] as const)('with %s for one account', async (code, expected) => {
    const broken = {
      accountsOf: directory.accountsOf.bind(directory),
      groupsOf: async (account: string) => {
        if (account === 'zoe') throw new AppError(code, 'no');
        return directory.groupsOf(account);
      },
    };
    const told = await reviewPermissions({ directory: broken, rules, names }).then(
      (list) => list.map(({ account }) => account),
      (error: AppError) => error.code,
    );
    expect(told).toEqual(expected);
  });
});

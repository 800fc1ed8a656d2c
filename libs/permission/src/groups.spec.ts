import { describe, expect, it } from '@jest/globals';
import { DEFAULT_GROUP_PATTERN, readGrants } from './groups.js';

const NAMES = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'ETLAAS_OPS' };

describe('readGrants', () => {
  it.each([
    ['ETL_MAE', 'MAE', 'operate', undefined],
    ['etl_mae_read', 'MAE', 'read', undefined],
    ['ETL_E2S_OPERATE', 'E2S', 'operate', undefined],
    ['ETL_MAE_PRD', 'MAE', 'operate', 'Production'],
    ['ETL_MAE_HOMOLOGATION_READ', 'MAE', 'read', 'Homologation'],
    ['ETL_MAE_DEV_OPERATE', 'MAE', 'operate', 'Development'],
  ])('reads %s', (group, trigram, level, environment) => {
    expect(readGrants([group], NAMES).trigrams).toEqual([{ group, trigram, level, environment }]);
  });

  it.each(['ETL_MAE_ADMIN', 'XETL_MAE', 'ETL_MAE_READ_', 'ETL_MAEX', 'ETL_1MA', 'MAE', '', 'ETLAAS_OPS'])(
    'takes nothing from "%s"',
    (group) => expect(readGrants([group], NAMES).trigrams).toEqual([]),
  );

  it('takes nothing from words that only the configured pattern knows', () => {
    const pattern = /APP-(?<trigram>\w{3})-(?<environment>\w+)-(?<level>\w+)/;
    const groups = ['APP-MAE-PRD-OPERATE', 'APP-MAE-PRD-constructor', 'APP-MAE-MOON-READ', 'APP-M_E-PRD-READ'];
    expect(readGrants(groups, { ...NAMES, pattern }).trigrams.map(({ group }) => group)).toEqual([groups[0]]);
  });

  it.each(['ETL_\u017fAP', 'ETL_\u0131NT', 'ETL_\ufb06P'])(
    'takes no letter beyond ASCII for one of a trigram: %j',
    (group) => {
      const pattern = /ETL_(?<trigram>\w{3}|[^_]{2,3})/;
      expect(readGrants([group], { ...NAMES, pattern }).trigrams).toEqual([]);
    },
  );

  it('nor for one of the pattern, or of the name of the ops group', () => {
    const names = { pattern: /BANK_(?<trigram>M\w\w)/, opsGroup: 'BANK_OPS' };
    expect(readGrants(['BAN\u212a_MAE', 'BAN\u212a_OP\u017f', 'BAN\u212a_OPS'], names)).toEqual({
      trigrams: [],
      ops: false,
    });
    expect(readGrants(['bank_mae', 'Bank_Ops'], names)).toMatchObject({ trigrams: [{ trigram: 'MAE' }], ops: true });
  });

  it('finds the ops-admin group, whose members are ops too; without its name there is none', () => {
    const names = { ...NAMES, opsAdminGroup: 'ETLAAS_OPS_ADMIN' };
    expect(readGrants(['etlaas_ops_admin'], names)).toEqual({ trigrams: [], ops: true, opsAdmin: true });
    expect(readGrants(['ETLAAS_OPS'], names)).toEqual({ trigrams: [], ops: true });
    expect(readGrants(['ETLAAS_OPS_ADMIN', ''], NAMES)).toEqual({ trigrams: [], ops: false });
  });

  it.each([
    [['etlaas_ops'], true],
    [['ETLAAS_OPS_READ', 'ETL_MAE'], false],
  ])('finds the ops group in %j: %s', (groups, ops) => expect(readGrants(groups, NAMES).ops).toBe(ops));
});

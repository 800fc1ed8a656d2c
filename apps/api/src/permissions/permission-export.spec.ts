import { describe, expect, it } from '@jest/globals';
import type { ReviewedPermission } from '#libs/permission';
import { permissionsAsCsv } from './permission-export.js';

const aPermission = (account: string, group = 'ETL_MAE'): ReviewedPermission => ({
  account,
  trigram: 'MAE',
  domain: 'DOM_A',
  environment: 'Production',
  level: 'operate',
  group,
  rule: 'GCR.csv:2',
  kind: 'owner',
  carries: 'MAE',
  owner: undefined,
});

describe('permissionsAsCsv', () => {
  it('has a header and one row for each', () => {
    expect(permissionsAsCsv([aPermission('ann'), aPermission('bob, junior', 'a "group"')])).toBe(
      'account,trigram,domain,environment,level,group,rule,kind,carries,owner,expires\r\n' +
        'ann,MAE,DOM_A,Production,operate,ETL_MAE,GCR.csv:2,owner,MAE,,\r\n' +
        '"bob, junior",MAE,DOM_A,Production,operate,"a ""group""",GCR.csv:2,owner,MAE,,\r\n',
    );
  });

  it.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes no formula of %j', (name) => {
    const [, row = ''] = permissionsAsCsv([aPermission(name)]).split(/\r\n(?=[^M])/);
    expect(row.replace('"', '')[0]).toBe("'");
  });

  it('has a header even where nobody may do anything', () => {
    expect(permissionsAsCsv([])).toMatch(/^account,trigram,.*\r\n$/);
  });
});

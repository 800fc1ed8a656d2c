import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { readGrants } from './groups.js';
import { permissionSettings } from './settings.js';

describe('permissionSettings', () => {
  it('has defaults that read our group names', () => {
    const { GROUP_PATTERN, OPS_GROUP } = readSettings(permissionSettings, {});
    const grants = readGrants(['ETL_MAE_READ', 'ETLAAS_OPS'], { pattern: GROUP_PATTERN, opsGroup: OPS_GROUP });
    expect(grants).toMatchObject({ trigrams: [{ trigram: 'MAE', level: 'read' }], ops: true });
  });

  it('refuses a pattern without a trigram', () => {
    expect(() => readSettings(permissionSettings, { GROUP_PATTERN: 'ETL_(...)' })).toThrow('needs a named capture');
  });
});

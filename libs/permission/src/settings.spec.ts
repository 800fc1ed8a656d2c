import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { readGrants } from './groups.js';
import { inventorySettings, permissionSettings } from './settings.js';

describe('permissionSettings', () => {
  it('has defaults that read our group names', () => {
    const { GROUP_PATTERN, OPS_GROUP } = readSettings(permissionSettings, {});
    const grants = readGrants(['ETL_MAE_READ', 'ETLAAS_OPS'], { pattern: GROUP_PATTERN, opsGroup: OPS_GROUP });
    expect(grants).toMatchObject({ trigrams: [{ trigram: 'MAE', level: 'read' }], ops: true });
  });

  it('refuses a pattern without a trigram', () => {
    expect(() => readSettings(permissionSettings, { GROUP_PATTERN: 'ETL_(...)' })).toThrow('needs a named capture');
  });

  it.each([
    ['0', 0],
    ['100', 100],
  ])('may look at the files each %s ms', (text, ms) => {
    expect(readSettings(inventorySettings, { RULES_RELOAD_MS: text }).RULES_RELOAD_MS).toBe(ms);
  });

  it.each(['1', '99', '-1', '3600001', 'often'])('refuses to look at them each %s ms', (text) => {
    expect(() => readSettings(inventorySettings, { RULES_RELOAD_MS: text })).toThrow('RULES_RELOAD_MS: must be');
  });
});

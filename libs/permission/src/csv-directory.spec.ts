import { describe, expect, it } from '@jest/globals';
import { CsvDirectory } from './csv-directory.js';

describe('CsvDirectory', () => {
  const directory = CsvDirectory.parse('account,group\nalice,ETL_MAE\nAlice,ETL_RCR_READ\nmae-batch,ETL_MAE\n');

  it.each([
    ['alice', ['ETL_MAE', 'ETL_RCR_READ']],
    ['ALICE', ['ETL_MAE', 'ETL_RCR_READ']],
    ['mae-batch', ['ETL_MAE']],
    ['stranger', []],
    ['__proto__', []],
  ])('finds the groups of %s', async (account, groups) => {
    expect(await directory.groupsOf(account)).toEqual(groups);
  });

  it('refuses a column that it would not keep to', () => {
    const text = 'account,group,expires\na,G,2026-01-01\n';
    expect(() => CsvDirectory.parse(text)).toThrow('directory.csv:1: column expires is not known');
  });

  it('refuses a group said twice', () => {
    expect(() => CsvDirectory.parse('account,group\na,G\nA,G\n')).toThrow('directory.csv:3: repeats line 2');
  });
});

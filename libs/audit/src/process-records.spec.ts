import { describe, expect, it } from '@jest/globals';
import { configurationRecord } from './process-records.js';

describe('the record of a rule file that changed', () => {
  it('has the hash of what counts from now on', () => {
    expect(configurationRecord({ name: 'GCR.csv', hash: 'aa' })).toMatchObject({
      event: 'configuration.reloaded',
      file: 'GCR.csv',
      hash: 'aa',
    });
  });

  it('has the hash of what is refused, how many faults it has and the first of them', () => {
    const faults = Array.from({ length: 9 }, (_, index) => `GCR.csv:${index}: x`);
    expect(configurationRecord({ name: 'GCR.csv', hash: 'aa', refusal: { hash: 'bb', faults } })).toMatchObject({
      event: 'configuration.refused',
      hash: 'bb',
      details: { faults: 9, first: faults.slice(0, 5), inUse: 'aa' },
    });
  });

  it('has no hash where the file cannot be read', () => {
    const refusal = { hash: undefined, faults: ['GCR.csv: cannot be read (ENOENT)'] };
    expect(configurationRecord({ name: 'GCR.csv', hash: 'aa', refusal }).hash).toBeNull();
  });
});

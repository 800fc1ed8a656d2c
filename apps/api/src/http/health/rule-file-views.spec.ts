import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { exposeFiles } from '#libs/metrics';
import type { FileState, FileWatch } from '#libs/platform';
import { ruleFileView } from './rule-file-views.js';

const CURRENT: FileState = {
  name: 'GCR.csv',
  hash: `aa0123456789${'f'.repeat(52)}`,
  loadedAtMs: Date.parse('2026-03-01T10:00:00.400Z'),
};
const refusedFor = (faults: string[]): FileState => ({
  ...CURRENT,
  refusal: { faults, sinceMs: Date.parse('2026-03-02T10:00:00Z'), hash: 'bb' },
});

describe('what everybody may see of a rule file', () => {
  it('is the begin of its hash and its age', () => {
    expect(ruleFileView(CURRENT)).toEqual({
      file: 'GCR.csv',
      status: 'current',
      hash: 'aa0123456789',
      loadedAt: '2026-03-01T10:00:00.400Z',
    });
  });

  it('is where it is wrong, and nothing that stands in it', () => {
    const view = ruleFileView(
      refusedFor([
        'GCR.csv:4: repeats line 2 (D, alice:9: x)',
        'GCR.csv:4: kind must be',
        'GCR.csv:7: DOM has no owner',
      ]),
    );
    expect(view).toMatchObject({ status: 'refused', hash: 'aa0123456789', refusedSince: '2026-03-02T10:00:00.000Z' });
    expect(view).toMatchObject({ faults: 3, lines: [4, 7] });
    expect(JSON.stringify(view)).not.toMatch(/alice|DOM|bb/);
  });

  it('names the first lines only, and none where the file cannot be read', () => {
    const many = Array.from({ length: 50 }, (_, index) => `GCR.csv:${index + 2}: x`);
    expect(ruleFileView(refusedFor(many))).toMatchObject({ faults: 50, lines: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] });
    expect(ruleFileView(refusedFor(['/etc/x/GCR.csv: cannot be read (ENOENT)']))).toMatchObject({
      faults: 1,
      lines: [],
    });
  });
});

describe('the metrics of the rule files', () => {
  it('say at each scrape what is so then', async () => {
    const registry = new Registry();
    let state = CURRENT;
    exposeFiles(registry, {
      get states() {
        return [state];
      },
    } as FileWatch);
    expect(await registry.metrics()).toContain('etlaas_rules_file_refused{file="GCR.csv"} 0');
    state = refusedFor(['GCR.csv:4: x']);
    const text = await registry.metrics();
    expect(text).toContain('etlaas_rules_file_refused{file="GCR.csv"} 1');
    expect(text).toContain('etlaas_rules_file_loaded_seconds{file="GCR.csv"} 1772359200');
  });
});

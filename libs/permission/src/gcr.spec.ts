import { describe, expect, it } from '@jest/globals';
import { CsvError } from './csv.js';
import { GcrRules } from './gcr.js';

const HEADER = 'domain,environment,trigram,kind\n';

describe('GcrRules', () => {
  const rules = GcrRules.parse(`${HEADER}DOM_MAE,development,MAE,owner\nDOM_MAE,Development,E2S,exception\n`);

  it('keeps each rule with its place in the file', () => {
    expect(rules.in('DOM_MAE', 'Development')).toEqual([
      { domain: 'DOM_MAE', environment: 'Development', trigram: 'MAE', kind: 'owner', source: 'GCR.csv:2' },
      { domain: 'DOM_MAE', environment: 'Development', trigram: 'E2S', kind: 'exception', source: 'GCR.csv:3' },
    ]);
  });

  it('knows nothing elsewhere', () => {
    expect(rules.in('DOM_MAE', 'Production')).toEqual([]);
    expect(rules.environmentsOf('DOM_MAE')).toEqual(['Development']);
    expect([rules.knowsTrigram('E2S'), rules.knowsTrigram('RCR')]).toEqual([true, false]);
  });

  it.each([
    [
      'owner and exception at once',
      'D,Production,MAE,owner\nD,Production,MAE,exception\n',
      /GCR\.csv:3: repeats line 2/,
    ],
    ['no owner', 'D,Production,MAE,exception\n', /GCR\.csv:2: D has no owner in Production/],
    ['an owner in another environment only', 'D,Development,MAE,owner\nD,Production,E2S,exception\n', /GCR\.csv:3/],
    ['an unknown kind', 'D,Production,MAE,boss\n', /GCR\.csv:2: kind must be owner or exception/],
    ['an unknown environment', 'D,Prod,MAE,owner\n', /GCR\.csv:2: environment must be/],
    ['a trigram that is none', 'D,Production,mae,owner\n', /GCR\.csv:2: trigram must be/],
    ['a domain for a shell', '$(reboot),Production,MAE,owner\n', /GCR\.csv:2: domain must be/],
  ])('refuses %s', (_, text, fault) => {
    expect(() => GcrRules.parse(HEADER + text)).toThrow(CsvError);
    expect(() => GcrRules.parse(HEADER + text)).toThrow(fault);
  });
});

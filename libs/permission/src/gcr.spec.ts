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
      /GCR\.csv:3: contradicts GCR\.csv:2 \(MAE is owner there\)/,
    ],
    ['the same row twice', 'D,Production,MAE,owner\nD,Production,MAE,owner\n', /GCR\.csv:3: repeats line 2/],
    ['a deny without an owner', 'D,Production,MAE,deny\n', /GCR\.csv:2: D has no owner in Production/],
    ['no owner', 'D,Production,MAE,exception\n', /GCR\.csv:2: D has no owner in Production/],
    ['an owner in another environment only', 'D,Development,MAE,owner\nD,Production,E2S,exception\n', /GCR\.csv:3/],
    ['an unknown kind', 'D,Production,MAE,boss\n', /GCR\.csv:2: kind must be owner, exception or deny/],
    ['an unknown environment', 'D,Prod,MAE,owner\n', /GCR\.csv:2: environment must be/],
    ['a trigram that is none', 'D,Production,mae,owner\n', /GCR\.csv:2: trigram must be/],
    ['a domain for a shell', '$(reboot),Production,MAE,owner\n', /GCR\.csv:2: domain must be/],
  ])('refuses %s', (_, text, fault) => {
    expect(() => GcrRules.parse(HEADER + text)).toThrow(CsvError);
    expect(() => GcrRules.parse(HEADER + text)).toThrow(fault);
  });

  it.each(['2026-02-30', '2026-13-01', '2025-02-29', '31.12.2026', '2026-3-1', '2026-03-01T00:00:00Z', 'never'])(
    'refuses %s as the last day of a row, by its line',
    (day) => {
      const text = `domain,environment,trigram,kind,expires\nD,Production,MAE,owner,\nD,Production,E2S,exception,${day}\n`;
      expect(() => GcrRules.parse(text)).toThrow('GCR.csv:3: expires must be a day that exists, as YYYY-MM-DD');
    },
  );

  it.each(['expiry', 'expires_on', 'Expires at'])('refuses the column %s, which would never expire', (column) => {
    const text = `domain,environment,trigram,kind,${column}\nD,Production,MAE,owner,2026-01-01\n`;
    expect(() => GcrRules.parse(text)).toThrow(`GCR.csv:1: column ${column.toLowerCase()} is not known`);
  });

  it('refuses who answers for a row when it cannot be printed', () => {
    const text = 'domain,environment,trigram,kind,owner\nD,Production,MAE,owner,a\u001b[2J\n';
    expect(() => GcrRules.parse(text)).toThrow('GCR.csv:2: owner must be printable');
  });

  it('keeps who answers for a row and its last day, and a deny beside what it suspends', () => {
    const text =
      'domain,environment,trigram,kind,owner,expires\nD,Production,MAE,owner,mae-team@bank.example,2028-02-29\n' +
      'D,Production,MAE,deny,Anne Dupont,\nD,Production,E2S,exception,,\nD,Production,E2S,deny,,\n';
    const rows = GcrRules.parse(text).in('D', 'Production');
    expect(rows.map(({ kind, responsible, expires }) => [kind, responsible, expires])).toEqual([
      ['owner', 'mae-team@bank.example', '2028-02-29'],
      ['deny', 'Anne Dupont', undefined],
      ['exception', undefined, undefined],
      ['deny', undefined, undefined],
    ]);
  });
});

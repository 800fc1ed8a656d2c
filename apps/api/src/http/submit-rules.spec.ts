import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { IsInstant } from './instant.js';
import { IsPlainText, toFlag, toInteger } from './submit-rules.js';

class Said {
  @IsInstant()
  notAfter = '2026-01-10T20:15:00Z';

  @IsPlainText(20)
  reason = 'CHG0012345';
}

const faultsOf = (said: Partial<Said>) => validateSync(Object.assign(new Said(), said)).map(({ property }) => property);

describe('an instant', () => {
  it.each(['2026-01-10T20:15:00Z', '2026-01-10T20:15:00.5Z', '2028-02-29T00:00:00Z'])('%s', (notAfter) => {
    expect(faultsOf({ notAfter })).toEqual([]);
  });

  it.each([
    ...['2026-01-10', '2026-01-10T20:15:00', '2026-01-10T20:15Z', '2026-01-10T20:15:00+01:00', '20260110T201500Z'],
    ...['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-10T24:00:00Z', '2026-01-10T20:15:60Z'],
    ...['600', 'tomorrow', '', ' 2026-01-10T20:15:00Z', '2026-01-10T20:15:00Z\n'],
  ])('%j is none', (notAfter) => {
    expect(faultsOf({ notAfter })).toEqual(['notAfter']);
  });
});

describe('plain text', () => {
  it.each(['CHG0012345', 'x', 'Arrêt d’urgence 🚨', 'é'.repeat(20)])('%s', (reason) => {
    expect(faultsOf({ reason })).toEqual([]);
  });

  it.each([
    ...['', ' ', ' a', 'a ', 'x'.repeat(21), 'a\nb', 'a\tb', 'a\u0000', '\u001b[2J', 'a\u2028b'],
    // What turns the reading direction, and what cannot be seen.
    ...['a\u202eb', 'a\u200bb', '\ud800', 'a\u00a0b'],
  ])('%j is none', (reason) => {
    expect(faultsOf({ reason })).toEqual(['reason']);
  });
});

describe('what stands in a query', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['-1', -1],
    ['007', 7],
  ])('%j is an integer', (text, number) => {
    expect(toInteger(text)).toBe(number);
  });

  it.each(['', ' 5', '+5', '1e1', '0x10', '5.0', '9'.repeat(16), ['1', '2'], undefined, 7])(
    '%j stays what it is, for its rule to refuse',
    (value) => {
      expect(toInteger(value)).toBe(value);
    },
  );

  it.each([
    ['true', true],
    ['', true],
    ['false', false],
    ['yes', 'yes'],
    [undefined, undefined],
  ])('%j as a flag is %j', (value, flag) => {
    expect(toFlag(value)).toBe(flag);
  });
});

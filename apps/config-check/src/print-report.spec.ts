import { expect, it } from '@jest/globals';
import { Page } from '#libs/platform';
import { printReport } from './print-report.js';

const SETTING = { name: 'PORT', value: '3000', from: 'default', file: undefined } as const;
const WELL = { app: 'api', settings: [SETTING], problems: [], warnings: [] };

function printed(report: Parameters<typeof printReport>[1], isTTY = false): string {
  const written: string[] = [];
  printReport(new Page({ isTTY, write: (text: string) => written.push(text) }, {}), report);
  return written.join('');
}

it('tells settings, warnings, problems and the verdict, plain in a pipe', () => {
  const settings = [
    SETTING,
    { name: 'ZONE_KEYS', value: '[secret]', from: 'file', file: '/run/secrets/zone-keys' },
    { name: 'OIDC_ISSUER', value: undefined, from: 'missing', file: undefined },
  ] as const;
  expect(printed({ app: 'api', settings, problems: ['OIDC_ISSUER: is missing'], warnings: ['a', 'b\u001b'] })).toBe(
    [
      'SETTING      VALUE     FROM',
      'PORT         3000      default',
      'ZONE_KEYS    [secret]  /run/secrets/zone-keys',
      'OIDC_ISSUER  –         missing',
      '',
      '2 warnings:',
      '  - a',
      '  - b\\u{1b}',
      '',
      '1 problem:',
      '  - OIDC_ISSUER: is missing',
      '',
      'the api would not start, or not work',
      '',
    ].join('\n'),
  );
});

it('says so where all is well, in colour on a terminal', () => {
  expect(printed(WELL)).toMatch(/default\n\nthe api has what it needs to start\n$/);
  expect(printed(WELL, true)).toContain('\u001b[32mthe api has what it needs to start');
});

it('cuts what is too long for a line', () => {
  expect(printed({ ...WELL, settings: [{ ...SETTING, value: 'x'.repeat(100) }] })).toContain(
    ` ${'x'.repeat(79)}…  default`,
  );
});

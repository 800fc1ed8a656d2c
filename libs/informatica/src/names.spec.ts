import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isName, isSameName, type NameKind, nameRules } from './names.js';

const KINDS = Object.keys(nameRules) as NameKind[];

const HOSTILE = [
  '',
  ' ',
  '-n',
  '--help',
  'a;reboot',
  'a|b',
  'a&b',
  'a>b',
  'a<b',
  '$(id)',
  '`id`',
  '$HOME',
  'a#b',
  "a'b",
  'a"b',
  'a\\b',
  'a*',
  'a?',
  '~root',
  '!1',
  '{{ 7*7 }}',
  '{%x%}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the attack
  '${x}',
  'a\nb',
  'a\r\nb',
  'a\n',
  'a\tb',
  'a\0b',
  'a\u001bb',
  'a'.repeat(200),
  'ІNT_MAE_D01',
  'INT_MAE_D01\u200b',
  'аlice',
  'ＡＢＣ',
  '../../etc/passwd',
  'a/b',
  'a%0ab',
];

describe('names', () => {
  describe.each(KINDS)('%s', (kind) => {
    it.each(HOSTILE)('refuses %j', (text) => {
      expect(isName(kind, text)).toBe(false);
    });

    it.each([undefined, null, 15, ['INT_A'], { toString: () => 'INT_A' }])('refuses what is no string: %j', (value) => {
      expect(isName(kind, value)).toBe(false);
    });

    it('refuses whatever holds a character that a shell or a template reads, a control one, or one beyond ASCII', () => {
      const valid = fc.string({ unit: fc.constantFrom(...'aZ09_DevelopmntHgiPrductMAE'), maxLength: 12 });
      const reading = fc.constantFrom(...'$#`~%^*+={}\\;\'"/?,<>|!()[]&\n\r\t\0\u001b\u007f');
      const beyond = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => text > '\u007f');
      fc.assert(
        fc.property(valid, fc.oneof(reading, beyond), valid, (head, hostile, tail) => {
          expect(isName(kind, `${head}${hostile}${tail}`)).toBe(false);
        }),
      );
    });

    it('refuses whatever begins with a dash or a blank, or ends with a blank', () => {
      const valid = fc.string({ unit: fc.constantFrom(...'aZ09_-'), minLength: 1, maxLength: 12 });
      fc.assert(
        fc.property(valid, (name) => {
          for (const text of [`-${name}`, ` ${name}`, `${name} `]) expect(isName(kind, text)).toBe(false);
        }),
      );
    });
  });

  it.each<[NameKind, string]>([
    ['service', 'IS_ASCII'],
    ['service', '_adminconsole'],
    ['service', 'a'.repeat(128)],
    ['repository', 'R102_PRD_INFA210'],
    ['repository', 'MBCDWRepZDev'],
    ['domain', 'Domain_pmca17s'],
    ['user', 'Administrator'],
    ['user', 'jean paul'],
    ['user', 'x123456@corp.example'],
    ['user', 'a'.repeat(128)],
    ['connectionId', '1'],
    ['connectionId', '9999999999'],
  ])('takes the %s %j', (kind, text) => {
    expect(isName(kind, text)).toBe(true);
  });

  it.each<[NameKind, string]>([
    ['service', 'with space'],
    ['service', 'dotted.name'],
    ['service', 'a'.repeat(129)],
    ['user', ' alice'],
    ['user', 'alice '],
    ['user', 'a'.repeat(129)],
    ['connectionId', '0'],
    ['connectionId', '015'],
    ['connectionId', '12345678901'],
  ])('refuses the %s %j', (kind, text) => {
    expect(isName(kind, text)).toBe(false);
  });

  it('compares names without case', () => {
    expect(isSameName('INT_mae', 'int_MAE')).toBe(true);
  });
});

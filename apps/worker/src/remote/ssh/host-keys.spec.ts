import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HostKeys } from './host-keys.js';

const key = (text: string): string => Buffer.from(text).toString('base64');
const hashed = (name: string): string => {
  const salt = Buffer.from('0123456789abcdefghij');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};

const keys = HostKeys.parse(
  [
    '# comment',
    '',
    `a.socgen,alias.socgen ssh-ed25519 ${key('one')}`,
    `a.socgen ssh-rsa ${key('two')} of the rotation`,
    `[a.socgen]:2222 ssh-ed25519 ${key('three')}`,
    `${hashed('b.socgen')} ssh-ed25519 ${key('four')}`,
  ].join('\n'),
);

describe('pinned host keys', () => {
  it.each<[string, number, string, boolean]>([
    ['a.socgen', 22, 'one', true],
    ['A.SOCGEN', 22, 'one', true],
    ['alias.socgen', 22, 'one', true],
    ['a.socgen', 22, 'two', true],
    ['a.socgen', 2222, 'three', true],
    ['b.socgen', 22, 'four', true],
    ['a.socgen', 2222, 'one', false],
    ['a.socgen', 22, 'three', false],
    ['a.socgen', 22, 'onE', false],
    ['a.socgen', 22, '', false],
    ['c.socgen', 22, 'one', false],
    ['b.socgen', 22, 'one', false],
  ])('%s:%d showing %j: %s', (host, port, shown, accepted) => {
    expect(keys.accepts(host, port, Buffer.from(shown))).toBe(accepted);
  });

  it('asks a host only for the types that are pinned', () => {
    expect(keys.typesOf('a.socgen', 22)).toEqual(['ssh-ed25519', 'ssh-rsa']);
    expect(keys.typesOf('c.socgen', 22)).toEqual([]);
  });

  it.each([
    'a.socgen ssh-ed25519',
    'just words',
    `a.socgen ssh-dss ${key('x')}`,
    `@revoked a.socgen ssh-ed25519 ${key('x')}`,
  ])('refuses the line %j with its number', (line) => {
    expect(() => HostKeys.parse(`# one\n${line}\n`)).toThrow('line 2');
  });
});

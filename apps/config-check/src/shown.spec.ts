import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { isSecret, shown } from './shown.js';

class Foreign {
  constructor(readonly key: string) {}
}

describe('a setting as anybody may see it', () => {
  it.each([
    [undefined, undefined],
    ['here', 'here'],
    [3000, '3000'],
    [false, 'false'],
    [/(?<trigram>.)/, '(?<trigram>.)'],
    [['a', 'b'], 'a, b'],
    [[], 'none'],
    [new Map([['docker', 'ssh']]), 'docker=ssh'],
    [{ host: 'h', port: 1, user: undefined }, 'host=h, port=1'],
    ['line 1\nline 2\n', '2 lines'],
    ['https://ops.example/', 'https://ops.example/'],
  ])('%j is %j', (value, text) => {
    expect(shown(value)).toBe(text);
    expect(isSecret(value)).toBe(false);
  });

  it.each([
    [new Secret('abc'), '[secret]'],
    [new Map([['vm', [new Secret('abc'), new Secret('abc')]]]), 'vm=([secret], [secret])'],
    [{ login: { user: 'u', password: new Secret('abc') } }, 'login=(user=u, password=[secret])'],
    [new Foreign('abc'), '[secret]'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n', '[secret]'],
  ])('of %j only what is no secret: %s', (value, text) => {
    expect(shown(value)).toBe(text);
    expect(isSecret(value)).toBe(true);
  });

  it.each([
    ['https://me:abc@ops.example/x', 'https://me:***@ops.example/x'],
    ['https://abc@ops.example/x', 'https://***@ops.example/x'],
    ['https://ops.example/x?token=abc&b=abc', 'https://ops.example/x?token=***&b=***'],
  ])('%s is %s', (url, text) => expect(shown(url)).toBe(text));
});

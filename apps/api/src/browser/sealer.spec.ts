import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { Sealer } from './sealer.js';

const sealer = new Sealer(new Secret('k'.repeat(32)));
const VALUE = { login: 'oscar' };

describe('a sealed value', () => {
  it('is opened for its purpose, and is another text each time', () => {
    const [one, other] = [sealer.seal('a', VALUE), sealer.seal('a', VALUE)];
    expect([sealer.open('a', one), sealer.open('a', other)]).toEqual([VALUE, VALUE]);
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('oscar');
  });

  it('is nothing for another purpose, or under another key', () => {
    expect(sealer.open('b', sealer.seal('a', VALUE))).toBeUndefined();
    expect(sealer.open('a', new Sealer(new Secret('l'.repeat(32))).seal('a', VALUE))).toBeUndefined();
  });

  it('is nothing once any bit of it is changed, or its end is cut off', () => {
    const bytes = Buffer.from(sealer.seal('a', VALUE), 'base64url');
    const opened = [...bytes.keys()].flatMap((at) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      return [changed, bytes.subarray(0, at)].map((one) => sealer.open('a', one.toString('base64url')));
    });
    expect(opened.length).toBeGreaterThan(80);
    expect(opened.every((one) => one === undefined)).toBe(true);
  });

  it.each(['', 'x', '!!', '{}'])('is not "%s"', (text) => expect(sealer.open('a', text)).toBeUndefined());
});

describe('a mark', () => {
  it('is the same for the same text, and another one for another text or key', () => {
    expect(sealer.mark('one')).toBe(sealer.mark('one'));
    const others = [sealer.mark('other'), new Sealer(new Secret('l'.repeat(32))).mark('one')];
    expect(others).not.toContain(sealer.mark('one'));
  });
});

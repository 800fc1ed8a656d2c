import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quote } from './quote.js';

describe('quote', () => {
  it('makes one argument of any printable text', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(fc.array(printable, { minLength: 20, maxLength: 60 }), (texts) => {
        const script = `printf '%s\\n' ${texts.map(quote).join(' ')}`;
        expect(execFileSync('/bin/sh', { input: script }).toString()).toBe(`${texts.join('\n')}\n`);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['a\nb', 'a\rb', '\0', '\x1b[31m', 'é', '＇', '\x7f'])('refuses %j', (text) => {
    expect(() => quote(text)).toThrow(TypeError);
  });
});

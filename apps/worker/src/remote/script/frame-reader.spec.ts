import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameReader } from './frame-reader.js';

const MARKER = '==0123456789abcdef';
const stream = (outputs: string[]): Buffer =>
  Buffer.from(outputs.map((text, n) => `\n${MARKER} begin ${n}\n${text}\n${MARKER} end ${n} 0\n`).join(''));

function contentsOf(bytes: Buffer, cuts: readonly number[]): string[] {
  const reader = new FrameReader(MARKER);
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    reader.feed(bytes.subarray(from, cut));
    from = cut;
  }
  return reader.frames.filter(({ words }) => words[0] === 'end').map(({ content }) => content);
}

describe('the frame reader', () => {
  it('gives every output back, however the stream is cut', () => {
    const outputs = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(outputs, fc.array(fc.nat(600), { maxLength: 12 }), (texts, cuts) => {
        const bytes = stream(texts);
        const within = cuts.map((cut) => Math.min(cut, bytes.length));
        const expected = texts.map((text) => Buffer.from(text).toString());
        expect(contentsOf(bytes, within)).toEqual(expected);
      }),
    );
  });

  it.each(['', '\n', '\n\n', 'no end of line', 'line\n', `${MARKER} end 0 0`, ` ${MARKER} begin`, '\r\n'])(
    'keeps %j to the letter',
    (text) => {
      expect(contentsOf(stream([text]), [])).toEqual([text]);
    },
  );

  it('keeps what came after the last frame', () => {
    const reader = new FrameReader(MARKER);
    reader.feed(Buffer.from('sh: syntax error\n'));
    expect([reader.frames, reader.rest]).toEqual([[], 'sh: syntax error\n']);
  });
});

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

  it('tells what commands print, whole lines as they come, however the stream is cut, and nothing else', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(600), { maxLength: 12 }), (outputs, cuts) => {
        const bytes = Buffer.concat([Buffer.from('motd\n'), stream(outputs), Buffer.from('rest\n')]);
        const told: string[] = [];
        const reader = new FrameReader(MARKER, (lines) => told.push(lines));
        const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        for (const [index, edge] of edges.entries()) reader.feed(bytes.subarray(edges[index - 1] ?? 0, edge));
        expect(told.every((lines) => lines.endsWith('\n'))).toBe(true);
        const whole = outputs.filter(Boolean).map((text) => (text.endsWith('\n') ? text : `${text}\n`));
        expect(told.join('')).toBe(whole.join(''));
      }),
    );
  });

  it('tells no half line where it was cut', () => {
    const told: string[] = [];
    const reader = new FrameReader(MARKER, (lines) => told.push(lines));
    reader.feed(Buffer.from(`\n${MARKER} begin 0\nfirst\n${'x'.repeat(1_048_570)}SECRET\n\n${MARKER} end 0 0\n`));
    expect(told.join('')).toBe('first\n');
  });

  it('tells a line before its command has ended', () => {
    const told: string[] = [];
    const reader = new FrameReader(MARKER, (lines) => told.push(lines));
    reader.feed(Buffer.from(`\n${MARKER} begin 0\nfirst\nsec`));
    reader.feed(Buffer.from('.'.repeat(MARKER.length + 2)));
    expect(told).toEqual(['first\n']);
  });

  it('keeps what came after the last frame', () => {
    const reader = new FrameReader(MARKER);
    reader.feed(Buffer.from('sh: syntax error\n'));
    expect([reader.frames, reader.rest]).toEqual([[], 'sh: syntax error\n']);
  });
});

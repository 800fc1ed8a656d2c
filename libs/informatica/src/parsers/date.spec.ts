import { describe, expect, it } from '@jest/globals';
import { anOutcome } from '../testing/fake-host.js';
import { parseUtcOffset } from './date.js';

describe('parseUtcOffset', () => {
  it.each([
    ['+0100\n', '+01:00'],
    ['-0330\n', '-03:30'],
    ['+0000', '+00:00'],
  ])('reads %j', (stdout, offset) => {
    expect(parseUtcOffset(anOutcome({ stdout }))).toBe(offset);
  });

  it.each(['', 'CET', '+1', '+0160', '+0100\n+0200'])('does not guess from %j', (stdout) => {
    expect(() => parseUtcOffset(anOutcome({ stdout }))).toThrow(
      expect.objectContaining({ code: 'OUTPUT_NOT_UNDERSTOOD' }),
    );
  });

  it('is an error when date fails', () => {
    expect(() => parseUtcOffset(anOutcome({ exitCode: 127, stdout: '+0100' }))).toThrow(
      expect.objectContaining({ code: 'HOST_SCRIPT_FAILED' }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { Page } from './page.js';
import { plainJson } from './plain.js';

function paper(isTTY: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  const page = new Page({ isTTY, write: (text: string) => written.push(text) }, env);
  return { page, text: () => written.join('') };
}

describe('a page', () => {
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('on a terminal (%s) with %j has colours: %s', (isTTY, env, hasColour) => {
    const { page, text } = paper(isTTY, env);
    page.line({ text: 'x', colour: 'red' });
    expect(text()).toBe(hasColour ? '\x1b[31mx\x1b[0m\n' : 'x\n');
  });

  it('writes what could move the cursor, paint or hide as what it is', () => {
    const { page, text } = paper(true);
    page.line('\u001b[2J\r\n\u202e\u009b', { text: '\u0007', colour: 'red' });
    expect(text()).toBe('\\u{1b}[2J\\u{d}\\u{a}\\u{202e}\\u{9b}  \x1b[31m\\u{7}\x1b[0m\n');
  });

  it('has columns as wide as their widest cell', () => {
    const { page, text } = paper(false);
    page.table(
      ['A', 'B', 'C'],
      [
        ['1', { text: '\u0007', colour: 'red' }, 'x'],
        ['long', '2', ''],
      ],
    );
    expect(text()).toBe('A     B      C\n1     \\u{7}  x\nlong  2\n');
  });
});

it('JSON stays what it is, in escapes of its own', () => {
  const value = { text: 'a\u009b\u202e\u{e0001}\n' };
  expect(plainJson(value)).not.toMatch(/[^\n\P{C}]/u);
  expect(JSON.parse(plainJson(value))).toEqual(value);
});

import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { CsvError, lineOf, readCsv } from './csv.js';

const TABLE = {
  cells: z.object({
    name: z.string({ error: 'is missing' }).regex(/^[a-z]+$/, 'must be letters'),
    colour: z.string().optional(),
  }),
  key: ['name'],
} as const;

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof CsvError) return error.faults;
    throw error;
  }
  return [];
}

describe('readCsv', () => {
  it.each([
    ['plain', 'name,colour\nann,red\nbob,\n'],
    ['byte order mark, CRLF, spaces, an empty line', '\ufeffname , colour\r\nann, red\r\n\r\nbob,\r\n'],
    ['quotes, capitals in the header, an unknown column', 'NAME,extra,Colour\n"ann",x,"red"\nbob,y,\n'],
  ])('reads %s', (_, text) => {
    const rows = readCsv('a.csv', text, TABLE);
    expect(rows.map(({ name, colour }) => [name, colour])).toEqual([
      ['ann', 'red'],
      ['bob', undefined],
    ]);
  });

  it('reads a file whose optional column is absent', () => {
    expect(readCsv('a.csv', 'name\nann\n', TABLE)).toEqual([{ name: 'ann', line: 2 }]);
  });

  it.each([
    ['nothing', '', ['a.csv:1: column name is missing']],
    ['a header alone', 'name\n', ['a.csv:1: has no rows']],
    ['a missing column', 'colour\nred\n', ['a.csv:1: column name is missing']],
    ['a doubled column', 'name,name\na,b\n', ['a.csv:1: column name stands twice']],
    ['a missing field', 'name,colour\nann,red\nbob\n', ['a.csv:3: has 1 fields, the header has 2']],
    ['a field too many', 'name,colour\nann,red,x\n', ['a.csv:2: has 3 fields, the header has 2']],
    ['an empty cell', 'name,colour\n,red\n', ['a.csv:2: name is missing']],
    ['a repeated key', 'name\nann\nbob\nann\n', ['a.csv:4: repeats line 2 (ann)']],
    ['an open quote', 'name,colour\nann,"red\n', ['a.csv:2: a quote is not closed: is the file half written?']],
    ['a stray quote', 'name,colour\nann,re"d\n', ['a.csv:2: a quote stands where none may be']],
    ['a torn last line', 'name\nann\nbo', ['a.csv:3: the last line has no line end: is the file half written?']],
  ])('refuses %s', (_, text, faults) => {
    expect(faultsOf(() => readCsv('a.csv', text, TABLE))).toEqual(faults);
  });

  it('names every fault at once', () => {
    expect(faultsOf(() => readCsv('a.csv', 'name,colour\n4nn,red\nbob\nc1d,\nann,\nann,\n', TABLE))).toEqual([
      'a.csv:2: name must be letters',
      'a.csv:3: has 1 fields, the header has 2',
      'a.csv:4: name must be letters',
      'a.csv:6: repeats line 5 (ann)',
    ]);
  });
});

describe('a closed table', () => {
  const read = (text: string) => readCsv('a.csv', text, { ...TABLE, isClosed: true });

  it('takes its columns in any case and order, optional ones or not', () => {
    expect(read('Colour,NAME\nred,ann\n')).toMatchObject([{ name: 'ann', colour: 'red' }]);
    expect(read('name\nann\n')).toHaveLength(1);
  });

  it.each([
    ['a misspelt column', 'name,color\nann,red\n', ['a.csv:1: column color is not known']],
    ['one without a name', 'name,\nann,\n', ['a.csv:1: column no. 2 is not known']],
    ['one like a member of all objects', 'name,constructor\nann,x\n', ['a.csv:1: column constructor is not known']],
    [
      'each that is wrong, by its place where its name cannot be shown',
      `colour,"\u001b[2J",${'x'.repeat(50)}\nred,a,b\n`,
      ['a.csv:1: column name is missing', 'a.csv:1: column no. 2 is not known', 'a.csv:1: column no. 3 is not known'],
    ],
  ])('refuses %s', (_, text, faults) => expect(faultsOf(() => read(text))).toEqual(faults));
});

describe('lineOf', () => {
  it.each([
    ['GCR.csv:7: repeats line 2 (D:3: x)', 7],
    ['/etc/GCR.csv: cannot be read (ENOENT)', undefined],
  ])('finds the line of %s', (fault, line) => expect(lineOf(fault)).toBe(line));
});

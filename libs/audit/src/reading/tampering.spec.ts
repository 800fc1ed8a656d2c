import { describe, expect, it } from '@jest/globals';
import { seen, useAuditDirectories } from '../testing/use-audit-directories.js';
import { tamper } from '../testing/written-chain.js';

const audit = useAuditDirectories();

const swap = (one: number, other: number) => (lines: string[]) => {
  const swapped = [...lines];
  [swapped[one - 1], swapped[other - 1]] = [lines[other - 1] as string, lines[one - 1] as string];
  return swapped;
};
const drop =
  (from: number, to = from) =>
  (lines: string[]) =>
    lines.filter((_, at) => at + 1 < from || at + 1 > to);
const edit = (at: number, change: (line: string) => string) => (lines: string[]) =>
  lines.map((line, index) => (index + 1 === at ? change(line) : line));
const repeat = (at: number, behind: number) => (lines: string[]) => lines.toSpliced(behind, 0, lines[at - 1] as string);

describe('tampering is named', () => {
  const EDITED = (line: string) => line.replace('"id":"id-', '"id":"xx-');
  const cases: [string, (lines: string[]) => string[], unknown[][]][] = [
    ['an edit', edit(5, EDITED), [['edited', 5, 15, 15]]],
    ['an edit of the first', edit(1, EDITED), [['edited', 1, 11, 11]]],
    ['an edit of the seal', edit(10, EDITED), [['edited', 10, 20, 20]]],
    ['an edit of a number', edit(5, (line) => line.replace('"seq":15', '"seq":99')), [['edited', 5, 15, 15]]],
    ['an edit of the MAC', edit(5, (line) => `${line.slice(0, -3)}x"}`), [['no-record', 5, 15, 15]]],
    [
      'three edits',
      (lines) => [3, 4, 8].reduce((all, at) => edit(at, EDITED)(all), lines),
      [
        ['edited', 3, 13, 13],
        ['edited', 4, 14, 14],
        ['edited', 8, 18, 18],
      ],
    ],
    ['a deletion', drop(5), [['missing', 5, 15, 15]]],
    ['a deletion of three', drop(5, 7), [['missing', 5, 15, 17]]],
    ['a deletion of the first', drop(1), [['missing', 1, 11, 11]]],
    ['a deletion of the last', drop(10), [['truncated', 9, 20, 20]]],
    ['a deletion of all', drop(1, 10), [['truncated', undefined, 11, 20]]],
    ['a swap of neighbours', swap(5, 6), [['moved', 6, 15, 15]]],
    [
      'a swap of two that are far apart',
      swap(3, 8),
      [
        ['moved', 8, 13, 13],
        ['moved', 3, 18, 18],
      ],
    ],
    ['a swap of the last two', swap(9, 10), [['moved', 10, 19, 19]]],
    [
      'a block that was moved',
      (lines) => [...lines.slice(0, 2), ...lines.slice(4, 10), ...lines.slice(2, 4)],
      [['moved', 9, 13, 14]],
    ],
    ['a repeated record', repeat(5, 5), [['duplicated', 6, 15, 15]]],
    ['a repeated first record', repeat(1, 1), [['duplicated', 2, 11, 11]]],
    ['a record that is repeated later', repeat(3, 8), [['duplicated', 9, 13, 13]]],
    ['a record that is repeated earlier', repeat(8, 3), [['duplicated', 4, 18, 18]]],
    ['a line that is put in', (lines) => lines.toSpliced(4, 0, 'hello'), [['no-record', 5, undefined, undefined]]],
    [
      'an edited copy that is put in',
      (lines) => lines.toSpliced(7, 0, EDITED(lines[2] ?? '')),
      [['edited', 8, undefined, undefined]],
    ],
    ['a record that no record is any more', edit(5, () => '\u001b[2J'), [['no-record', 5, 15, 15]]],
    ['bytes that are no text', edit(5, (line) => line.replace('id-15', '\ud800')), [['edited', 5, 15, 15]]],
    [
      'an edit, a deletion and a repeat at once',
      (lines) => repeat(9, 9)(drop(6)(edit(3, EDITED)(lines))),
      [
        ['edited', 3, 13, 13],
        ['missing', 6, 16, 16],
        ['duplicated', 10, 20, 20],
      ],
    ],
  ];
  it.each(cases)('%s', async (_what, change, expected) => {
    const chain = audit.written();
    const path = chain.pathOf(11);
    tamper(path, change);
    const report = await audit.verify();
    expect(report.findings.map(seen)).toEqual(expected);
    expect(report.isWell).toBe(false);
    for (const { file, writer, chain: named } of report.findings) {
      expect([file, writer, named]).toEqual([path, 'worker-1', chain.chain]);
    }
  });

  it('with the id and the event of an edited record, and the proof that only its content was changed', async () => {
    tamper(
      audit.written().pathOf(11),
      edit(5, (line) => line.replace('10:00:15', '11:00:15')),
    );
    expect((await audit.findings())[0]).toMatchObject({
      record: { id: 'id-15', event: 'request.answered', ts: '2026-03-01T11:00:15.000Z' },
      message: 'record 15: its content is not what was signed; the record behind it still names its MAC',
    });
  });

  it('with the neighbours of what is missing', async () => {
    tamper(audit.written().pathOf(11), drop(5, 7));
    expect((await audit.findings())[0]?.message).toBe(
      'records 15 to 17 are missing between line 4 (record 14) and line 5 (record 18)',
    );
  });

  it('with the copy of the data lake that is whole', async () => {
    const chain = audit.written();
    const copy = chain.deliver(audit.lake, 11, 11, 20);
    tamper(chain.pathOf(11), (lines) => drop(8)(edit(3, EDITED)(lines)));
    expect((await audit.findings(audit.lake)).slice(0, 2)).toMatchObject([
      { kind: 'edited', seq: 13, copy },
      { kind: 'missing', seq: 18, copy },
    ]);
  });
});

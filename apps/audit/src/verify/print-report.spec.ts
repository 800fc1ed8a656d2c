import { describe, expect, it } from '@jest/globals';
import type { ChainSummary, Finding, VerifyReport } from '#libs/audit';
import { Page } from '#libs/platform';
import { readArguments } from './arguments.js';
import { printReport } from './print-report.js';

const CHAIN: ChainSummary = {
  writer: 'api-1',
  chain: '0123456789abcdef',
  files: 2,
  records: 25,
  first: 1,
  last: 25,
  from: undefined,
  anchors: 3,
  faults: 0,
};
const EDIT: Finding = {
  kind: 'edited',
  writer: 'api-1',
  chain: CHAIN.chain,
  file: '/a/x.jsonl',
  line: 5,
  seq: 5,
  message: 'record 5: it is not what was signed',
  record: { id: 'i\u001b[2J', event: 'job.decided' },
  copy: '/lake/x.jsonl',
};

function printed(report: Partial<VerifyReport>): string {
  const written: string[] = [];
  const page = new Page({ write: (text: string) => written.push(text) }, {});
  printReport(page, { chains: [CHAIN], findings: [], isWell: true, ...report });
  return written.join('');
}

describe('a report', () => {
  it('that all is well', () => {
    expect(printed({})).toBe(
      [
        'WRITER  CHAIN             RECORDS  FROM  TO  FILES  ANCHORS',
        'api-1   0123456789abcdef  25       1     25  2      3        ok',
        '',
        'all is well',
        '',
      ].join('\n'),
    );
  });

  it('of a fault: where, what, which record, and where it is whole', () => {
    expect(printed({ chains: [{ ...CHAIN, faults: 1 }], findings: [EDIT], isWell: false })).toContain(
      [
        '3        1 fault',
        '',
        'edited               /a/x.jsonl:5',
        '                     record 5: it is not what was signed',
        '                     job.decided, id i\\u{1b}[2J',
        '                     as it was written in /lake/x.jsonl',
        '',
        '1 fault',
        '',
      ].join('\n'),
    );
  });

  it('of very many, of which nobody reads all', () => {
    const text = printed({ findings: Array.from({ length: 250 }, () => EDIT), isWell: false });
    expect(text.match(/edited/g)).toHaveLength(200);
    expect(text).toContain('and 50 more: --json tells them all\n\n250 faults\n');
  });

  it('of nothing at all', () => {
    expect(printed({ chains: [] })).toBe('\nno audit records were found\n');
  });
});

describe('the arguments', () => {
  it('are directories and what they are verified against', () => {
    const args = ['a', '--anchors', 'x', 'b', '--anchors=y', '--writer', 'w', '--key-rules', 'r', '--json'];
    expect(readArguments(args)).toMatchObject({
      directories: ['a', 'b'],
      anchors: ['x', 'y'],
      writer: 'w',
      'key-rules': 'r',
      json: true,
    });
    expect(readArguments([])).toMatchObject({ directories: [], anchors: [], json: false });
  });

  it('that nobody knows are refused', () => {
    expect(() => readArguments(['--colour'])).toThrow('--colour');
  });
});

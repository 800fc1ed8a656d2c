import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { KEYS, seen, useAuditDirectories } from '../testing/use-audit-directories.js';
import { keysNamed, linesOf, tamper, WrittenChain } from '../testing/written-chain.js';
import type { Finding } from './findings.js';

const audit = useAuditDirectories();

describe('the seal of a segment', () => {
  it.each([
    [{ records: 9 }, 'the seal counts 9 records from 1 on, it is itself number 10 of them'],
    [{ first: 2, records: 9 }, 'the seal says that the segment begins with 2'],
    [{ first: 'x' }, 'the seal has no numbers'],
  ])('with %j is wrong', async (numbers, fault) => {
    const chain = audit.chain().begin().putMany(8).rotate(numbers).put();
    expect(await audit.findings()).toEqual([
      expect.objectContaining({ kind: 'seal-wrong', seq: 10, file: chain.pathOf(1), message: `record 10: ${fault}` }),
    ]);
  });

  it('must be there', async () => {
    audit.chain().begin().putMany(8).next().put();
    expect((await audit.findings()).map(seen)).toEqual([['not-sealed', 9, 9, undefined]]);
  });

  it('is its last record', async () => {
    const chain = audit.written();
    appendFileSync(chain.pathOf(11), readFileSync(chain.pathOf(21)));
    rmSync(chain.pathOf(21));
    expect((await audit.findings()).map(seen)).toEqual([['seal-wrong', 10, 20, undefined]]);
  });
});

describe('a record of another origin', () => {
  it('is told, where its key is not known', async () => {
    const chain = audit.chain().begin().putMany(3);
    chain.keys = keysNamed('k9');
    chain.putMany(3);
    chain.keys = KEYS;
    chain.putMany(3);
    const [finding, ...more] = await audit.findings();
    expect(seen(finding as Finding)).toEqual(['unknown-key', 5, 5, 7]);
    expect(finding?.message).toContain('signed with key k9, which is not among AUDIT_KEYS');
    expect(more).toEqual([]);
  });

  it('is told, where its key has the name of ours', async () => {
    const chain = audit.chain().begin().putMany(3);
    const forger = new WrittenChain(audit.lake).begin().putMany(6);
    appendFileSync(chain.pathOf(1), `${(linesOf(forger.pathOf(1))[4] ?? '').replace(/"mac":"..../, '"mac":"0000')}\n`);
    expect((await audit.findings()).map(seen)).toEqual([['edited', 5, 5, 5]]);
  });

  it('is told, where it is genuine in another chain', async () => {
    const [one, other] = [audit.written(), audit.written('api-1')];
    const foreign = linesOf(other.pathOf(11))[4] ?? '';
    tamper(one.pathOf(11), (lines) => lines.with(4, foreign));
    expect((await audit.findings()).map((finding) => [finding.writer, ...seen(finding)])).toEqual([
      ['worker-1', 'unlinked', 5, 15, 15],
    ]);
  });

  it('is a fork, where both of a number are genuine', async () => {
    const chain = audit.written();
    const [path, rest] = [chain.pathOf(21), linesOf(chain.pathOf(21))];
    tamper(path, (lines) => lines.slice(0, 2));
    const { mac } = JSON.parse(rest[1] ?? '');
    chain.deliver(audit.lake, 21, 21, 22);
    chain.head = { seq: 22, mac };
    chain.put({ event: 'other' }).put();
    chain.deliver(audit.lake, 21, 21, 24);
    writeFileSync(path, rest.map((line) => `${line}\n`).join(''));
    const [finding, ...more] = await audit.findings(audit.lake);
    expect(finding).toMatchObject({ kind: 'fork', seq: 23, lastSeq: 24 });
    expect(finding?.message).toContain('another genuine record of the same number');
    expect(more.map(({ kind }) => kind)).toEqual(['delivered-twice']);
  });

  it('is told, where it does not fit what was removed in order before it', async () => {
    const chain = audit.written();
    chain.put({ event: 'segment.removed', details: { first: 1, last: 10, mac: '0'.repeat(64) } });
    rmSync(chain.pathOf(1));
    expect((await audit.findings()).map(seen)).toEqual([
      ['unlinked', 1, 11, 11],
      ['removed', 1, 1, 10],
    ]);
  });

  it('is a fork within one file too', async () => {
    const [one, other] = [audit.written(), audit.written('api-1')];
    tamper(one.pathOf(11), (lines) => lines.toSpliced(8, 0, linesOf(other.pathOf(11))[2] ?? ''));
    expect((await audit.findings()).map(seen)).toEqual([['fork', 9, 13, 13]]);
  });
});

describe('a chain that was begun although its writer had one', () => {
  it('is told with its cause', async () => {
    const old = audit.written();
    const before = { chain: old.chain, ...old.head };
    const next = audit.chain().begin('the last record could not be verified', before).put();
    expect(await audit.findings()).toEqual([
      expect.objectContaining({
        kind: 'begun-anew',
        chain: next.chain,
        seq: 1,
        message: `the writer began this chain although it had one: the last record could not be verified; chain ${old.chain} stood at record 25 then and goes to record 25 here`,
      }),
    ]);
  });

  it('is told where the older one is gone', async () => {
    audit.chain().begin('x', { chain: '0123456789abcdef', seq: 7, mac: '0' }).put();
    expect((await audit.findings())[0]?.message).toContain(
      'chain 0123456789abcdef stood at record 7 then and is not here',
    );
  });

  it('is told where it names none', async () => {
    const old = audit.chain().begin();
    const next = audit.chain();
    next.put().put().put();
    writeFileSync(next.pathOf(1), '');
    next.head = { seq: 0, mac: '0'.repeat(64) };
    next.put({ event: 'chain.begun', ts: '2027-01-01', details: { chain: next.chain, cause: 'no segment was there' } });
    expect((await audit.findings()).map(({ kind, chain }) => [kind, chain])).toEqual([['begun-anew', next.chain]]);
    expect(old.chain).not.toBe(next.chain);
  });
});

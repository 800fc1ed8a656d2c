import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { KEYS, seen, useAuditDirectories } from '../testing/use-audit-directories.js';
import { keysNamed, linesOf, tamper } from '../testing/written-chain.js';
import { verifyAudit } from './verify-audit.js';

const audit = useAuditDirectories();

const lastMacIn = (path: string): string => JSON.parse(linesOf(path).at(-1) ?? '').mac;

describe('records as they were written', () => {
  it('are all well, with what they are', async () => {
    const { chain } = audit.written();
    const report = await audit.verify();
    expect(report).toMatchObject({ isWell: true, findings: [] });
    expect(report.chains).toEqual([
      expect.objectContaining({ writer: 'worker-1', chain, files: 3, records: 25, first: 1, last: 25, faults: 0 }),
    ]);
  });

  it('are well with several writers, a segment that was just begun, and keys that changed', async () => {
    audit.written('api-1').rotate();
    const chain = audit.written('worker-2');
    chain.keys = keysNamed('k2', 'k1');
    chain.putMany(3).rotate().putMany(2);
    const report = await audit.verify(keysNamed('k2', 'k1'));
    expect(report).toMatchObject({ isWell: true, findings: [] });
    expect(report.chains.map(({ writer, records }) => [writer, records])).toEqual([
      ['api-1', 26],
      ['worker-2', 31],
    ]);
  });

  it('are well when old ones were removed with a record of it, by their own writer or by another', async () => {
    const [one, other] = [audit.written(), audit.written('api-1')];
    for (const [chain, more] of [
      [one, {}],
      [other, { writer: 'api-1', chain: other.chain }],
    ] as const) {
      const mac = lastMacIn(chain.pathOf(1));
      one.put({ event: 'segment.removed', details: { first: 1, last: 10, mac, ...more } });
      rmSync(chain.pathOf(1));
    }
    const report = await audit.verify();
    expect(report.isWell).toBe(true);
    expect(report.findings.map(seen)).toEqual([
      ['removed', 1, 1, 10],
      ['removed', 1, 1, 10],
    ]);
  });

  it('are well when release 0.1.0 removed the record of a removal in its turn', async () => {
    const chain = audit.written();
    chain.put({ event: 'segment.removed', details: { first: 11, last: 20, mac: lastMacIn(chain.pathOf(11)) } });
    for (const first of [1, 11]) rmSync(chain.pathOf(first));
    const report = await audit.verify();
    expect(report.isWell).toBe(true);
    expect(report.findings.map(seen)).toEqual([
      ['removed', 1, 1, 10],
      ['removed', 1, 11, 20],
    ]);
  });

  it('are well when the last removal says that all before was removed in order, however often that is told', async () => {
    const chain = audit.written();
    const [one, other] = [lastMacIn(chain.pathOf(1)), lastMacIn(chain.pathOf(11))];
    chain.put({ event: 'segment.removed', details: { first: 1, last: 10, mac: one, removedFrom: 1 } });
    for (let times = 0; times < 2; times++)
      chain.put({ event: 'segment.removed', details: { first: 11, last: 20, mac: other, removedFrom: 1 } });
    for (const first of [1, 11]) rmSync(chain.pathOf(first));
    const report = await audit.verify();
    expect(report.isWell).toBe(true);
    expect(report.findings.map(seen)).toEqual([['removed', 1, 1, 20]]);
  });

  it('are missed below all that was removed in order', async () => {
    const chain = audit.written();
    const mac = lastMacIn(chain.pathOf(11));
    chain.put({ event: 'segment.removed', details: { first: 11, last: 20, mac, removedFrom: 11 } });
    for (const first of [1, 11]) rmSync(chain.pathOf(first));
    expect((await audit.findings()).map(seen)).toEqual([
      ['begin-missing', 1, 1, 10],
      ['removed', 1, 11, 20],
    ]);
  });

  it('are missed when others than those of the removal are gone too', async () => {
    const chain = audit.written();
    chain.put({ event: 'segment.removed', details: { first: 1, last: 10, mac: lastMacIn(chain.pathOf(1)) } });
    for (const first of [1, 11]) rmSync(chain.pathOf(first));
    expect((await audit.findings()).map(seen)).toContainEqual(['begin-missing', 1, 11, 20]);
  });

  it('may stand in the data lake too, more than once, which is told', async () => {
    const chain = audit.written();
    chain.deliver(audit.lake, 1, 1, 4);
    chain.deliver(audit.lake, 1, 5, 10);
    chain.deliver(audit.lake, 11, 11, 20);
    chain.deliver(audit.lake, 21, 21, 23);
    chain.deliver(audit.lake, 21, 22, 25);
    expect((await verifyAudit({ directories: [audit.lake], keys: KEYS })).findings.map(seen)).toEqual([
      ['delivered-twice', undefined, 22, undefined],
    ]);
    const both = await audit.verify(KEYS, audit.lake);
    expect(both.isWell).toBe(true);
    expect(both.findings[0]?.message).toMatch(/^27 records stand in more than one file/);
    expect(both.chains[0]).toMatchObject({ records: 25, files: 8 });
  });
});

describe('files', () => {
  it('of which one is gone are missed, with what was in it', async () => {
    rmSync(audit.written().pathOf(11));
    const [finding] = await audit.findings();
    expect(finding).toMatchObject({ kind: 'truncated', seq: 11, lastSeq: 20 });
  });

  it('must begin with the first record, unless a record of the removal says otherwise', async () => {
    rmSync(audit.written().pathOf(1));
    expect((await audit.findings()).map(seen)).toEqual([['begin-missing', 1, 1, 10]]);
  });

  it('that end in the middle of a line are told', async () => {
    const path = audit.written().pathOf(21);
    truncateSync(path, readFileSync(path).length - 30);
    expect((await audit.findings()).map(seen)).toEqual([['truncated', 5, 25, 25]]);
  });

  it('that miss only their last line end are told', async () => {
    const path = audit.written().pathOf(21);
    truncateSync(path, readFileSync(path).length - 1);
    expect((await audit.findings()).map(seen)).toEqual([['truncated', 5, 25, 25]]);
  });

  it('in which a line is whole a moment later are well', async () => {
    const path = audit.written().pathOf(21);
    const all = readFileSync(path);
    truncateSync(path, all.length - 30);
    const reading = audit.verify();
    setTimeout(() => appendFileSync(path, all.subarray(-30)), 30);
    expect((await reading).isWell).toBe(true);
  });

  it('of which one has another name are told', async () => {
    const chain = audit.written();
    renameSync(chain.pathOf(11), chain.pathOf(11).replace('worker-1~', 'worker-9~'));
    const kinds = (await audit.findings()).map(({ kind, writer }) => [kind, writer]);
    expect(kinds).toEqual([
      ['truncated', 'worker-1'],
      ['begin-missing', 'worker-9'],
      ['misnamed', 'worker-9'],
    ]);
  });

  it('that pretend to be another chain are told', async () => {
    const chain = audit.chain().begin().putMany(3);
    renameSync(chain.pathOf(1), chain.pathOf(1).replace(chain.chain, '0'.repeat(16)));
    expect((await audit.findings()).map(seen)).toEqual([['misnamed', 1, 1, undefined]]);
  });

  it('that are named as nothing of ours are told and not verified', async () => {
    audit.written();
    writeFileSync(join(audit.directory, 'worker-1.jsonl'), '{}\n');
    expect((await audit.findings()).map(({ kind, file }) => [kind, file])).toEqual([
      ['not-audit', join(audit.directory, 'worker-1.jsonl')],
    ]);
  });

  it('are verified where there are none', async () => {
    expect(await audit.verify()).toEqual({ chains: [], findings: [], isWell: true });
  });
});

it('tells the writers that are asked for only', async () => {
  audit.written();
  tamper(audit.written('api-1').pathOf(11), (lines) => lines.toSpliced(1, 1));
  const report = await verifyAudit({ directories: [audit.directory], keys: KEYS, writer: 'worker-1' });
  expect(report).toMatchObject({ isWell: true, findings: [] });
  expect(report.chains).toHaveLength(1);
});

it('rejects where a directory is not there', async () => {
  await expect(audit.verify(KEYS, join(audit.directory, 'none'))).rejects.toThrow('ENOENT');
});

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { AppLogger } from '#libs/platform';
import { anchorLine, readAnchor } from './anchor.js';
import { AuditAnchors } from './audit-anchors.js';
import { until } from './delivery/testing/until.js';
import { verifyAudit } from './reading/verify-audit.js';
import { KEYS, useAuditDirectories } from './testing/use-audit-directories.js';
import { keysNamed, linesOf, tamper, type WrittenChain } from './testing/written-chain.js';

const audit = useAuditDirectories();

const info = jest.fn<(fields: { anchor: string }, message: string) => void>();
const warn = jest.fn();
const logger = { info, warn } as unknown as AppLogger;
afterEach(() => {
  info.mockClear();
  warn.mockClear();
  jest.useRealTimers();
});

const positionOf = (chain: WrittenChain) => ({
  get position() {
    return { writer: chain.writer, chain: chain.chain, ...chain.head };
  },
});

const anchorsOf = (chain: WrittenChain, place = { directory: audit.lake } as { directory?: string }) =>
  new AuditAnchors({ log: positionOf(chain), keys: KEYS, ...place, logger });

const fileOf = ({ writer }: WrittenChain) => join(audit.lake, `${writer}.anchors.jsonl`);

/** A file that takes nothing more, as one in a dead mount, until it is emptied. */
function fullPipe(path: string) {
  execFileSync('mkfifo', [path]);
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const block = Buffer.alloc(4_096);
  const all = (step: () => number) => {
    try {
      while (step() > 0);
    } catch (error) {
      expect(error).toMatchObject({ code: 'EAGAIN' });
    }
  };
  all(() => writeSync(pipe, block));
  return {
    empty: () => {
      all(() => readSync(pipe, block));
      closeSync(pipe);
    },
  };
}

const read = (line = '') => readAnchor(line, KEYS);

const verify = () => verifyAudit({ directories: [audit.directory], anchorDirectories: [audit.lake], keys: KEYS });

describe('anchors', () => {
  it('say where the chain stands, in the log and in a file for its owner only', async () => {
    const chain = audit.written();
    await anchorsOf(chain).say();
    const expected = { writer: 'worker-1', chain: chain.chain, ...chain.head, at: expect.stringMatching(/^20.*Z$/) };
    expect(linesOf(fileOf(chain)).map(read)).toEqual([expect.objectContaining(expected)]);
    expect(statSync(fileOf(chain)).mode & 0o777).toBe(0o600);
    expect(info.mock.calls).toEqual([[{ anchor: linesOf(fileOf(chain))[0] }, 'audit anchor']]);
  });

  it('are said again only where records came', async () => {
    const chain = audit.chain();
    const anchors = anchorsOf(chain);
    await anchors.say();
    chain.begin();
    await Promise.all([anchors.say(), anchors.say()]);
    chain.put();
    await anchors.close();
    expect(linesOf(fileOf(chain)).map((line) => JSON.parse(line).seq)).toEqual([1, 2]);
  });

  it('are said at the start and each minute, until the end', async () => {
    jest.useFakeTimers();
    const chain = audit.written();
    const anchors = anchorsOf(chain, {});
    const said = () => info.mock.calls.map(([{ anchor }]) => JSON.parse(anchor).seq);
    anchors.start();
    await jest.advanceTimersByTimeAsync(0);
    chain.put();
    await jest.advanceTimersByTimeAsync(59_999);
    expect(said()).toEqual([25]);
    await jest.advanceTimersByTimeAsync(1);
    expect(said()).toEqual([25, 26]);
    chain.put();
    await anchors.close();
    expect(said()).toEqual([25, 26, 27]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('that cannot be kept are counted and made up for', async () => {
    const chain = audit.written();
    const place = join(audit.lake, 'away');
    const anchors = anchorsOf(chain, { directory: place });
    await anchors.say();
    expect(anchors.failures).toBe(1);
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ directory: place }), expect.any(String));
    writeFileSync(place, '');
    await anchors.close();
    expect(anchors.failures).toBe(2);
  });

  it('that hang in another system are waited for no longer than they may be, counted, and told until one is kept', async () => {
    const chain = audit.written();
    const anchors = new AuditAnchors({
      log: positionOf(chain),
      keys: KEYS,
      directory: audit.lake,
      logger,
      keptWithinMs: 30,
    });
    const pipe = fullPipe(fileOf(chain));
    await Promise.all([anchors.say(), anchors.say()]);
    expect([anchors.failures, anchors.fault]).toEqual([2, 'audit anchors cannot be kept (ETIMEDOUT)']);
    await anchors.close();
    expect(anchors.failures).toBe(3);
    pipe.empty();
    rmSync(fileOf(chain));
    await until('one to be kept', async () => {
      await anchors.say();
      return anchors.fault === undefined;
    });
    // Twice where the first was written, but too late to be believed.
    expect(new Set(linesOf(fileOf(chain)).map((line) => JSON.parse(line).seq))).toEqual(new Set([25]));
  });

  it('that hang do not keep their end waiting', async () => {
    const chain = audit.written();
    const pipe = fullPipe(fileOf(chain));
    const anchors = anchorsOf(chain);
    void anchors.say();
    const begunAt = performance.now();
    await anchors.close();
    expect(performance.now() - begunAt).toBeLessThan(4_000);
    pipe.empty();
  });

  it('begin a new line behind one that a crash tore', async () => {
    const chain = audit.written();
    writeFileSync(fileOf(chain), '{"v":1,"wri');
    await anchorsOf(chain).say();
    const report = await verify();
    expect(report.isWell).toBe(true);
    expect(report.findings.map(({ kind, line }) => [kind, line])).toEqual([['anchor-torn', 1]]);
    expect(report.chains[0]?.anchors).toBe(1);
  });
});

describe('an anchor', () => {
  const anchor = { writer: 'w', chain: '0'.repeat(16), seq: 7, mac: 'a'.repeat(64), at: '2026-03-01T10:00:00.000Z' };
  const line = anchorLine(anchor, KEYS);

  it('is read as it was written, also with a key of the past', () => {
    expect(readAnchor(line, keysNamed('k2', 'k1'))).toMatchObject(anchor);
  });

  it.each([
    [line.replace('"seq":7', '"seq":8'), 'the anchor is not what was signed'],
    [anchorLine(anchor, keysNamed('k9')), 'signed with key k9, which is not among AUDIT_KEYS'],
    [line.slice(0, -5), 'no whole anchor'],
  ])('that was changed is none: %#', (text, fault) => {
    expect(read(text)).toMatchObject({ fault });
  });

  it('is no record, and a record no anchor', () => {
    const [record = ''] = linesOf(audit.written().pathOf(1));
    expect(read(record)).toHaveProperty('fault');
  });
});

describe('anchors show', () => {
  it('that all is there', async () => {
    const chain = audit.written();
    await anchorsOf(chain).say();
    chain.putMany(3);
    expect(await verify()).toMatchObject({ isWell: true, findings: [], chains: [{ anchors: 1 }] });
  });

  it('what was cut off at the end', async () => {
    const chain = audit.written();
    await anchorsOf(chain).say();
    tamper(chain.pathOf(21), (lines) => lines.slice(0, 2));
    const [finding] = (await verify()).findings;
    expect(finding).toMatchObject({ kind: 'truncated', seq: 23, lastSeq: 25, file: chain.pathOf(21) });
    expect(finding?.message).toMatch(
      /^the chain ends with record 22, records 23 to 25 are missing: they were there at 20/,
    );
  });

  it('that the newest files are gone, or all', async () => {
    const chain = audit.written();
    await anchorsOf(chain).say();
    rmSync(chain.pathOf(21));
    expect((await verify()).findings).toMatchObject([{ kind: 'truncated', seq: 21, lastSeq: 25 }]);
    rmSync(chain.pathOf(11));
    rmSync(chain.pathOf(1));
    const { findings, chains } = await verify();
    expect(findings).toMatchObject([{ kind: 'truncated', seq: 1, lastSeq: 25, writer: 'worker-1' }]);
    expect(findings[0]?.message).toContain('the whole chain is gone');
    expect(chains).toMatchObject([{ files: 0, records: 0, faults: 1 }]);
  });

  it('that a chain was written anew with the key', async () => {
    const chain = audit.chain().begin().putMany(4);
    await anchorsOf(chain).say();
    const { mac } = JSON.parse(linesOf(chain.pathOf(1))[2] ?? '');
    tamper(chain.pathOf(1), (lines) => lines.slice(0, 3));
    chain.head = { seq: 3, mac };
    chain.put({ event: 'another' }).put();
    expect((await verify()).findings).toMatchObject([{ kind: 'anchor-contradicted', seq: 5, line: 5 }]);
  });

  it('nothing of a chain that was removed in order', async () => {
    const [one, other] = [audit.written(), audit.written('api-1')];
    await anchorsOf(other).say();
    for (const first of [1, 11, 21]) {
      const { seq, mac } = JSON.parse(linesOf(other.pathOf(first)).at(-1) ?? '');
      const details = { writer: other.writer, chain: other.chain, first, last: seq, mac };
      one.put({ event: 'segment.removed', details });
      rmSync(other.pathOf(first));
    }
    expect(await verify()).toMatchObject({ isWell: true });
  });

  it('nothing where they were forged, which is told', async () => {
    const chain = audit.written();
    const anchor = { writer: chain.writer, chain: chain.chain, seq: 99, mac: 'a'.repeat(64), at: 'x' };
    appendFileSync(fileOf(chain), `${anchorLine(anchor, keysNamed('k1')).replace('"seq":99', '"seq":98')}\n`);
    const foreign = join(audit.lake, 'api-1.anchors.jsonl');
    writeFileSync(foreign, `${anchorLine({ ...anchor, seq: 1 }, KEYS)}\n`);
    const { findings } = await verify();
    expect(findings.map(({ kind, file, line }) => [kind, file, line])).toEqual([
      ['anchor-forged', foreign, 1],
      ['anchor-forged', fileOf(chain), 1],
    ]);
  });
});

it('no anchor has a key in it', async () => {
  const chain = audit.written();
  await anchorsOf(chain).say();
  expect(readFileSync(fileOf(chain), 'utf8')).not.toContain(KEYS.current.key.reveal());
});

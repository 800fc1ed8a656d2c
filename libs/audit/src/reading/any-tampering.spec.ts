import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { useAuditDirectories } from '../testing/use-audit-directories.js';
import { tamper } from '../testing/written-chain.js';
import { isFault } from './findings.js';

const audit = useAuditDirectories();

const RUNS = 150;

/** Each run reads files, on a machine that does other things too. */
jest.setTimeout(60_000);

/** A sealed segment in the middle, the open one, or a batch of the data lake. */
interface Target {
  path: string;
  /** The bytes and lines that are there before the test. */
  bytes: Buffer;
  lines: number;
  /** Records that nothing proves the loss of, at the end of what is open. */
  open: number;
}

function targets(): Target[] {
  const chain = audit.chain().begin();
  chain
    .put({ event: 'ünï\ufffd', details: { text: '\ufffd' } })
    .putMany(7)
    .rotate()
    .putMany(9)
    .rotate()
    .putMany(5);
  const paths = [chain.pathOf(1), chain.pathOf(11), chain.pathOf(21)];
  return paths.map((path) => {
    const bytes = readFileSync(path);
    return {
      path,
      bytes,
      lines: bytes.filter((byte) => byte === 0x0a).length,
      open: path === chain.pathOf(21) ? 1 : 0,
    };
  });
}

/** Does something to a file, says what was found in it, and mends the file. */
async function faultsAfter({ path, bytes }: Target, change: () => void): Promise<(number | undefined)[]> {
  try {
    change();
    const { findings } = await audit.verify();
    return findings.filter((one) => isFault(one) && one.file === path).map(({ line }) => line);
  } finally {
    writeFileSync(path, bytes);
  }
}

const natural = fc.nat();
const which = fc.nat(2);

const lineWith = (bytes: Buffer, at: number): number =>
  bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;

it('finds each byte that is another, is gone or was put in, and names its line', async () => {
  const all = targets();
  const change = fc.record({
    target: which,
    at: natural,
    byte: fc.nat(255),
    kind: fc.constantFrom('set', 'cut', 'put'),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ target: file, at: chosen, byte, kind }) => {
      const target = all[file] as Target;
      const { path, bytes } = target;
      const at = chosen % bytes.length;
      fc.pre(kind !== 'set' || bytes[at] !== byte);
      const middle = kind === 'cut' ? [] : [byte];
      const rest = bytes.subarray(kind === 'put' ? at : at + 1);
      const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), rest]);
      // The same byte beside itself is the same file.
      fc.pre(!changed.equals(bytes));
      const lines = await faultsAfter(target, () => writeFileSync(path, changed));
      expect(lines).toContain(lineWith(bytes, at));
    }),
    { numRuns: RUNS },
  );
});

it('finds each line that is gone', async () => {
  for (const target of targets()) {
    for (let at = 0; at < target.lines - target.open; at++) {
      const lines = await faultsAfter(target, () => tamper(target.path, (all) => all.toSpliced(at, 1)));
      expect(lines).toHaveLength(1);
    }
  }
});

it('finds each two lines that changed places, with a line for each', async () => {
  const all = targets();
  const change = fc.record({ target: which, one: natural, other: natural });
  await fc.assert(
    fc.asyncProperty(change, async ({ target: chosen, ...at }) => {
      const target = all[chosen] as Target;
      const [one, other] = [at.one % target.lines, at.other % target.lines];
      fc.pre(one !== other);
      const swap = (lines: string[]) => lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
      const lines = await faultsAfter(target, () => tamper(target.path, swap));
      expect(lines.every((line) => line === one + 1 || line === other + 1)).toBe(true);
      expect(lines.length).toBe(Math.abs(one - other) === 1 ? 1 : 2);
    }),
    { numRuns: RUNS },
  );
});

it('finds each line that stands twice, wherever the second is, with one finding', async () => {
  const all = targets();
  const change = fc.record({ target: which, one: natural, behind: natural });
  await fc.assert(
    fc.asyncProperty(change, async ({ target: chosen, one, behind }) => {
      const target = all[chosen] as Target;
      const at = behind % (target.lines + 1);
      const lines = await faultsAfter(target, () =>
        tamper(target.path, (all) => all.toSpliced(at, 0, all[one % target.lines] ?? '')),
      );
      expect(lines).toHaveLength(1);
    }),
    { numRuns: RUNS },
  );
});

it('finds other bytes that read as the same text', async () => {
  const [target] = targets();
  const { path, bytes } = target as Target;
  const at = bytes.indexOf('\ufffd');
  const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]);
  expect(changed.toString('utf8')).toBe(bytes.toString('utf8'));
  expect(await faultsAfter(target as Target, () => writeFileSync(path, changed))).toEqual([2]);
});

it('finds nothing in what is as it was', async () => {
  for (const { path } of targets()) copyFileSync(path, path.replace(audit.directory, audit.lake));
  expect(await audit.verify()).toMatchObject({ isWell: true, findings: [] });
});

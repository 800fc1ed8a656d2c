import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RefusedFile } from './refused-file.js';
import type { Sight } from './sight.js';
import { WatchedFile } from './watched-file.js';

const HEADER = 'rows\n';
const ONE = `${HEADER}MAE\n`;
const TWO = `${ONE}E2S\n`;
const THREE = `${TWO}RCR\n`;
const WRONG = `${ONE}?\n`;

/** Whole lines of letters and digits below a header, all of its faults at once. */
function parse(text: string, file: string): string[] {
  const [header, ...lines] = text.split('\n');
  if (header !== 'rows') throw new RefusedFile([`${file}:1: has no header`]);
  const last = lines.pop();
  const rows = lines.filter((line) => line !== '');
  const faults = rows.flatMap((row, at) => (/^\w+$/.test(row) ? [] : [`${file}:${at + 2}: is no row`]));
  if (last !== '') faults.push(`${file}:${lines.length + 2}: has no line end`);
  if (faults.length > 0) throw new RefusedFile(faults);
  return rows;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'watched-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'GCR.csv');
const clock = { ms: 0 };

beforeEach(() => {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, ONE);
  clock.ms = 1_000;
});

const open = (at = path) => WatchedFile.open({ name: 'GCR.csv', path: at, parse }, { now: () => clock.ms });

/** One look and its conclusion; true when it changed something. */
const look = async (file: WatchedFile<unknown>) => {
  const sight = await file.see();
  return file.notice(sight) && file.settle(sight);
};
const looks = async (file: WatchedFile<unknown>, count: number) => {
  const told: boolean[] = [];
  for (let each = 0; each < count; each++) told.push(await look(file));
  return told;
};
const rowsOf = (file: WatchedFile<string[]>) => file.current.value.length;

describe('a new content', () => {
  it('counts when two looks in a row found it, with its hash and its time', async () => {
    const file = await open();
    expect(file.current).toMatchObject({ hash: hashOf(ONE), loadedAtMs: 1_000 });
    writeFileSync(path, TWO);
    clock.ms = 2_000;
    expect([await look(file), rowsOf(file)]).toEqual([false, 1]);
    clock.ms = 3_000;
    expect([await look(file), rowsOf(file)]).toEqual([true, 2]);
    expect(file.state).toEqual({ name: 'GCR.csv', hash: hashOf(TWO), loadedAtMs: 3_000, refusal: undefined });
    expect(await looks(file, 3)).toEqual([false, false, false]);
  });

  it.each([true, false])(
    'that is refused until a certain time counts from then on: %j where that is said',
    async (dependsOnTime) => {
      const parseInTime = (text: string): string => {
        if (text === TWO && clock.ms < 5_000) throw new RefusedFile(['GCR.csv: is good only from 5 s on']);
        return text;
      };
      const source = { name: 'GCR.csv', path, dependsOnTime, parse: parseInTime };
      const file = await WatchedFile.open(source, { now: () => clock.ms });
      writeFileSync(path, TWO);
      expect(await looks(file, 4)).toEqual([false, true, false, false]);
      clock.ms = 5_000;
      expect([await look(file), file.current.value]).toEqual(dependsOnTime ? [true, TWO] : [false, ONE]);
      expect(file.state.refusal === undefined).toBe(dependsOnTime);
      expect(await looks(file, 2)).toEqual([false, false]);
    },
  );

  it('does not count while it still grows, though each look finds whole lines', async () => {
    const file = await open();
    writeFileSync(path, TWO);
    expect(await look(file)).toBe(false);
    writeFileSync(path, THREE);
    expect([await look(file), rowsOf(file)]).toEqual([false, 1]);
    expect([await look(file), rowsOf(file)]).toEqual([true, 3]);
  });

  it('leaves who took the old one with rules and hash that belong together', async () => {
    const file = await open();
    const { current } = file;
    writeFileSync(path, TWO);
    await looks(file, 2);
    expect([current.hash, current.value.length]).toEqual([hashOf(ONE), 1]);
  });

  it('is seen through a rename, and through the links of a ConfigMap', async () => {
    for (const [version, text] of [
      ['v1', ONE],
      ['v2', TWO],
    ] as const) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'GCR.csv'), text);
    }
    const link = (version: string) => {
      symlinkSync(version, join(folder, 'next'));
      renameSync(join(folder, 'next'), join(folder, 'data'));
    };
    link('v1');
    const file = await open(join(folder, 'data', 'GCR.csv'));
    link('v2');
    await looks(file, 2);
    expect(rowsOf(file)).toBe(2);
    writeFileSync(join(folder, 'new'), THREE);
    renameSync(join(folder, 'new'), join(folder, 'v2', 'GCR.csv'));
    await looks(file, 2);
    expect(rowsOf(file)).toBe(3);
  });
});

describe('files that mean something only together', () => {
  const other = join(folder, 'other');
  const pair = () => WatchedFile.open({ name: 'pair', path, beside: [other], parse });

  it('are one content: a change of either is one of both', async () => {
    writeFileSync(other, 'E2S\n');
    const file = await pair();
    expect([file.current.value, file.current.hash]).toEqual([['MAE', 'E2S'], hashOf(TWO)]);
    writeFileSync(other, 'RCR\n');
    expect([await looks(file, 2), file.current.value]).toEqual([
      [false, true],
      ['MAE', 'RCR'],
    ]);
    writeFileSync(path, THREE);
    await looks(file, 2);
    expect(file.current.value).toEqual(['MAE', 'E2S', 'RCR', 'RCR']);
  });

  it('are refused where one of them cannot be read', async () => {
    writeFileSync(other, 'E2S\n');
    const file = await pair();
    rmSync(other);
    expect(await looks(file, 2)).toEqual([false, true]);
    expect(file.state.refusal?.faults).toEqual([`${other}: cannot be read (ENOENT)`]);
    expect(file.current.value).toEqual(['MAE', 'E2S']);
  });
});

describe('what is refused', () => {
  const replaceBy: Record<string, () => void> = {
    'a wrong row': () => writeFileSync(path, WRONG),
    'half a line': () => writeFileSync(path, TWO.slice(0, -2)),
    'no UTF-8': () => writeFileSync(path, Buffer.concat([Buffer.from(HEADER), Buffer.from([0xe9, 0x0a])])),
    'nothing at all': () => writeFileSync(path, ''),
    'no file': () => rmSync(path),
    'a directory': () => {
      rmSync(path);
      mkdirSync(path);
    },
    'a pipe that nobody writes to': () => {
      rmSync(path);
      execFileSync('mkfifo', [path]);
    },
    'too large a file': () => writeFileSync(path, `${ONE}${'\n'.repeat(5 * 1024 * 1024)}`),
  };

  it.each([
    ['a wrong row', 'GCR.csv:3: is no row'],
    ['half a line', 'GCR.csv:3: has no line end'],
    ['no UTF-8', `${path}: is not UTF-8`],
    ['nothing at all', 'GCR.csv:1: has no header'],
    ['no file', `${path}: cannot be read (ENOENT)`],
    ['a directory', `${path}: is not a file`],
    ['a pipe that nobody writes to', `${path}: is not a file`],
    ['too large a file', `${path}: is larger than 5242880 bytes`],
  ])('%s: the old rules stay, the state says why, and it is told once', async (what, fault) => {
    const file = await open();
    replaceBy[what]?.();
    clock.ms = 2_000;
    expect(await looks(file, 4)).toEqual([false, true, false, false]);
    expect([rowsOf(file), file.state.hash]).toEqual([1, hashOf(ONE)]);
    expect(file.state.refusal).toMatchObject({ faults: expect.arrayContaining([fault]), sinceMs: 2_000 });
  });

  it('is told anew when it is another wrong content, since when it is wrong stays', async () => {
    const file = await open();
    writeFileSync(path, WRONG);
    clock.ms = 2_000;
    await looks(file, 2);
    expect(file.state.refusal?.hash).toBe(hashOf(WRONG));
    const worse = `${WRONG}!\n`;
    writeFileSync(path, worse);
    clock.ms = 3_000;
    expect(await looks(file, 3)).toEqual([false, true, false]);
    expect(file.state.refusal).toMatchObject({ hash: hashOf(worse), sinceMs: 2_000 });
    expect(file.state.refusal?.faults).toHaveLength(2);
  });

  it('is over when the file is mended, or is again what is in use', async () => {
    const file = await open();
    writeFileSync(path, WRONG);
    await looks(file, 2);
    writeFileSync(path, ONE);
    expect([await looks(file, 2), file.state.refusal, rowsOf(file)]).toEqual([[false, true], undefined, 1]);
    writeFileSync(path, WRONG);
    expect(await looks(file, 2)).toEqual([false, true]);
    writeFileSync(path, TWO);
    expect([await looks(file, 2), file.state.refusal, rowsOf(file)]).toEqual([[false, true], undefined, 2]);
  });

  it('shows no word of a parser that has a defect', async () => {
    let isBroken = false;
    const broken = (text: string) => {
      if (isBroken) throw new TypeError(`cannot read ${text}`);
      return text;
    };
    const file = await WatchedFile.open({ name: 'GCR.csv', path, parse: broken });
    isBroken = true;
    writeFileSync(path, TWO);
    expect([await look(file), await look(file)]).toEqual([false, true]);
    expect(file.state.refusal?.faults).toEqual(['GCR.csv: cannot be understood (TypeError)']);
    expect(file.current.value).toBe(ONE);
  });

  it('does not open at all', async () => {
    writeFileSync(path, WRONG);
    await expect(open()).rejects.toThrow(RefusedFile);
    rmSync(path);
    await expect(open()).rejects.toThrow('cannot be read (ENOENT)');
  });
});

describe('a disk that hangs', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts as one that cannot be read, is asked once, and is forgiven when it answers', async () => {
    jest.useFakeTimers();
    const lookAt = jest.fn<(path: string) => Promise<Sight>>();
    const bytes = Buffer.from(ONE);
    lookAt.mockResolvedValueOnce({ hash: hashOf(ONE), bytes });
    const file = await WatchedFile.open({ name: 'GCR.csv', path, parse }, { lookAt });
    let answer: (sight: Sight) => void = () => undefined;
    lookAt.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    for (const changes of [false, true, false]) {
      const looked = look(file);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(await looked).toBe(changes);
    }
    expect(lookAt).toHaveBeenCalledTimes(2);
    expect(file.state.refusal?.faults).toEqual([`${path}: was not read within 10000 ms`]);
    lookAt.mockResolvedValue({ hash: hashOf(ONE), bytes });
    answer({ hash: hashOf(ONE), bytes });
    expect([await look(file), await look(file), file.state.refusal]).toEqual([false, true, undefined]);
  });
});

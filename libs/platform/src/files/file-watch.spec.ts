import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FileWatch } from './file-watch.js';
import { type FileState, WatchedFile } from './watched-file.js';

const folder = mkdtempSync(join(tmpdir(), 'watch-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const parse = (text: string) => {
  if (text.includes('wrong')) throw new TypeError('wrong');
  return text;
};
const logger = { info: jest.fn(), error: jest.fn() };
const told: FileState[] = [];
let files: [WatchedFile<string>, WatchedFile<string>];
let watch: FileWatch;

beforeEach(async () => {
  jest.clearAllMocks();
  told.length = 0;
  write('a', 'old');
  write('b', 'old');
  files = await Promise.all([
    WatchedFile.open({ name: 'GCR.csv', path: join(folder, 'a'), parse }),
    WatchedFile.open({ name: 'IFARCRSERVER.csv', path: join(folder, 'b'), parse }),
  ]);
  watch = new FileWatch(files, logger, 'rule file');
});
afterEach(() => {
  watch.stop();
  jest.useRealTimers();
});

const values = () => files.map(({ current }) => current.value);

describe('a watch', () => {
  it('lets what changed in several files count in one moment', async () => {
    const seen: string[][] = [];
    watch.start(0, () => seen.push(values()));
    write('a', 'new');
    write('b', 'new');
    await watch.look();
    expect(values()).toEqual(['old', 'old']);
    await watch.look();
    expect(seen).toEqual([
      ['new', 'new'],
      ['new', 'new'],
    ]);
    expect(logger.info).toHaveBeenCalledTimes(2);
  });

  it('lets the first of two count only with the second, where a look fell between their writes', async () => {
    const seen: string[][] = [];
    watch.start(0, () => seen.push(values()));
    write('a', 'new');
    await watch.look();
    write('b', 'new');
    await watch.look();
    expect(values()).toEqual(['old', 'old']);
    await watch.look();
    expect(seen).toEqual([
      ['new', 'new'],
      ['new', 'new'],
    ]);
  });

  it('nor while the second is away for the moment of its exchange', async () => {
    write('a', 'new');
    await watch.look();
    rmSync(join(folder, 'b'));
    await watch.look();
    write('b', 'new');
    await watch.look();
    expect(values()).toEqual(['old', 'old']);
    await watch.look();
    expect(values()).toEqual(['new', 'new']);
  });

  it('does not wait for one that stays away', async () => {
    rmSync(join(folder, 'b'));
    write('a', 'new');
    await watch.look();
    await watch.look();
    expect(values()).toEqual(['new', 'old']);
    expect(watch.states[1]?.refusal?.faults).toEqual([expect.stringContaining('ENOENT')]);
  });

  it('waits for six looks, no more, for one that is never still, and anew once it was', async () => {
    const isHeldBack = async (text: string) => {
      write('a', text);
      const told: boolean[] = [];
      for (let each = 1; each <= 7; each++) {
        write('b', `${text} ${each}`);
        await watch.look();
        told.push(values()[0] !== text);
      }
      return told;
    };
    const heldBack = [...Array(6).fill(true), false];
    expect(await isHeldBack('new')).toEqual(heldBack);
    await watch.look();
    expect(values()).toEqual(['new', 'new 7']);
    expect(await isHeldBack('newer')).toEqual(heldBack);
  });

  it('tells once what is refused, with the first faults, and goes on with the other file', async () => {
    watch.start(0, (state) => told.push(state));
    write('a', 'wrong');
    write('b', 'new');
    for (let each = 0; each < 4; each++) await watch.look();
    expect(values()).toEqual(['old', 'new']);
    expect(told.map(({ name, refusal }) => [name, refusal?.faults])).toEqual([
      ['GCR.csv', ['GCR.csv: cannot be understood (TypeError)']],
      ['IFARCRSERVER.csv', undefined],
    ]);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.objectContaining({ file: 'GCR.csv', faults: 1, first: [expect.any(String)] }),
      'a rule file is refused; what was read before stays in use',
    );
  });

  it('looks by its timer, again and again, until it is stopped', async () => {
    jest.useFakeTimers();
    const look = jest.spyOn(watch, 'look').mockResolvedValue();
    watch.start(5_000, () => undefined);
    jest.advanceTimersByTime(14_999);
    expect(look).toHaveBeenCalledTimes(2);
    watch.stop();
    jest.advanceTimersByTime(60_000);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('never looks by itself where it is told 0', () => {
    jest.useFakeTimers();
    watch.start(0, () => undefined);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not look twice at once', async () => {
    const [file] = files;
    const see = jest.spyOn(file, 'see');
    await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(see).toHaveBeenCalledTimes(1);
  });

  it('lets nothing count any more that it saw while it was stopped', async () => {
    watch.start(0, (state) => told.push(state));
    write('a', 'new');
    await watch.look();
    const last = watch.look();
    watch.stop();
    await last;
    expect([told, values()]).toEqual([[], ['old', 'old']]);
  });

  it('never rejects, even where whoever is told throws', async () => {
    watch.start(0, () => {
      throw new Error('the audit log has a defect');
    });
    write('a', 'new');
    await watch.look();
    await expect(watch.look()).resolves.toBeUndefined();
    expect(logger.error).toHaveBeenCalledWith({ err: expect.any(Error) }, 'the rule files could not be looked at');
    expect(values()).toEqual(['new', 'old']);
  });
});

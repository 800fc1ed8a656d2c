import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aBatch, outcomeOf } from '../testing/batches.js';
import { until } from '../testing/until.js';
import { FileSink } from './file-sink.js';

const BATCH = aBatch(3, 7);
const NAME = 'api-1~0123456789abcdef~000000000003-000000000007.jsonl';

let directory: string;
let sink: FileSink;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drop-'));
  sink = new FileSink(directory);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** To root everything is allowed. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  return work().finally(() => isRoot && process.seteuid?.(0));
}

const deliver = (batch = BATCH) => outcomeOf(sink.deliver(batch));

describe('a drop directory', () => {
  it('gets a file for each batch, named so that they sort, and nothing else', async () => {
    expect(await deliver(aBatch(8, 12))).toBe('taken');
    expect(await deliver()).toBe('taken');
    expect(readdirSync(directory).sort()).toEqual([NAME, NAME.replace('3-', '8-').replace('07.', '12.')]);
    expect(readFileSync(join(directory, NAME)).equals(BATCH.lines)).toBe(true);
  });

  it('has a batch once, however often it is delivered', async () => {
    await deliver();
    const { ino, mtimeMs } = statSync(join(directory, NAME));
    expect(await deliver()).toBe('taken');
    expect(statSync(join(directory, NAME))).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(directory)).toEqual([NAME]);
  });

  it('is not deceived by what a crash left of a batch', async () => {
    writeFileSync(join(directory, `.${NAME}.tmp`), BATCH.lines.subarray(0, 20));
    expect(await deliver()).toBe('taken');
    expect(readdirSync(directory)).toEqual([NAME]);
    expect(readFileSync(join(directory, NAME)).equals(BATCH.lines)).toBe(true);
  });

  it('that has another content under the name of a batch keeps it, and says so', async () => {
    writeFileSync(join(directory, NAME), 'evidence');
    expect(await deliver()).toMatch(/^refused: .*another content/);
    expect(readFileSync(join(directory, NAME), 'utf8')).toBe('evidence');
  });

  it.each([
    ['leads nowhere', 'ENOENT', 'nowhere'],
    ['leads to itself', 'ELOOP', NAME],
  ])('that has a link of the name of a batch which %s keeps it, and says so', async (_, code, target) => {
    symlinkSync(target, join(directory, NAME));
    expect(await deliver()).toBe(
      `later: the drop directory has something of that name that cannot be looked at (${code})`,
    );
    expect(readlinkSync(join(directory, NAME))).toBe(target);
    expect(readdirSync(directory)).toEqual([NAME]);
  });

  it('that may not be looked into is refused until somebody looked', async () => {
    chmodSync(directory, 0o000);
    const outcome = await asNobody(deliver);
    chmodSync(directory, 0o700);
    expect(outcome).toBe('refused: the drop directory has something of that name that cannot be looked at (EACCES)');
  });

  it('that is away is waited for, and never made', async () => {
    rmSync(directory, { recursive: true });
    expect(await deliver()).toBe('later: the drop directory is not there');
    mkdirSync(directory);
    expect(await deliver()).toBe('taken');
    expect(readdirSync(directory)).toEqual([NAME]);
  });

  it.each([
    ['0700', 0o600],
    ['0730', 0o600],
    ['0750', 0o640],
    ['2770', 0o640],
  ])(
    'of mode %s: its group reads the files where it may read the directory, whatever the umask is',
    async (mode, of) => {
      chmodSync(directory, Number.parseInt(mode, 8));
      const before = process.umask(0o077);
      await deliver();
      process.umask(before);
      expect((statSync(join(directory, NAME)).mode & 0o777).toString(8)).toBe(of.toString(8));
    },
  );

  it('that does not answer is waited for no longer than it may be, and asked for nothing more until it does', async () => {
    sink = new FileSink(directory, 50);
    const pipe = join(directory, `.${NAME}.tmp`);
    execFileSync('mkfifo', [pipe]);
    expect(await deliver()).toBe('later: the drop directory does not answer');
    expect(await deliver(aBatch(8, 12))).toBe('later: the drop directory does not answer');
    expect(readdirSync(directory)).toEqual([`.${NAME}.tmp`]);
    // As long as somebody reads it, calls come back, however late they reach it; a pipe then cannot be synced.
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    await until('it to answer again', async () => (await deliver(aBatch(8, 12))) === 'taken');
    closeSync(reader);
  });

  it('that is none says so', async () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    expect(await deliver()).toMatch(/^later: the drop directory cannot be written \(ENOTDIR\)/);
  });
});

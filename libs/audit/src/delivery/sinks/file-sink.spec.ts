import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aBatch, outcomeOf } from '../testing/batches.js';
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

  it('that is away is waited for, and never made', async () => {
    rmSync(directory, { recursive: true });
    expect(await deliver()).toBe('later: the drop directory is not there');
    mkdirSync(directory);
    expect(await deliver()).toBe('taken');
    expect(readdirSync(directory)).toEqual([NAME]);
  });

  it('that is none says so', async () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    expect(await deliver()).toMatch(/^later: the drop directory cannot be written \(ENOTDIR\)/);
  });
});

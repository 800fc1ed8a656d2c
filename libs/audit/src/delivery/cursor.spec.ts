import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CursorFile, type CursorPlace, cursorFile, readCursor } from './cursor.js';

const SLOT = 4_096;
const at = (seq: number) => ({ seq, segment: 1, offset: 100 * seq });

let place: CursorPlace;

beforeEach(() => {
  place = { directory: mkdtempSync(join(tmpdir(), 'cursor-')), writer: 'w', chain: '0123456789abcdef' };
});
afterEach(() => rmSync(place.directory, { recursive: true }));

const path = () => cursorFile(place);

async function written(...seqs: number[]): Promise<CursorFile> {
  const file = await CursorFile.open(place);
  for (const seq of seqs) await file.write(at(seq));
  return file;
}

/** Changes bytes of the file as a write does that the power cut short. */
function tear(slot: number): void {
  const bytes = readFileSync(path());
  bytes.fill(0x5a, slot * SLOT + 10, slot * SLOT + 20);
  writeFileSync(path(), bytes);
}

const newerSlot = () => (readFileSync(path(), 'latin1').indexOf(`"seq":${3}`) >= SLOT ? 1 : 0);

it('a cursor is what was written last, also to the next process', async () => {
  await written(1, 2);
  expect(await readCursor(place)).toEqual(at(2));
  const trying = { ...at(2), trying: { last: 7, bytes: 500 } };
  await (await CursorFile.open(place)).write(trying);
  expect(await readCursor(place)).toEqual(trying);
});

it('of release 0.1.0 is gone on from, and has slots from then on', async () => {
  writeFileSync(path(), `${JSON.stringify({ v: 1, ...at(8), trying: { last: 9, bytes: 50 } })}\n`);
  expect(await readCursor(place)).toEqual({ ...at(8), trying: { last: 9, bytes: 50 } });
  const file = await CursorFile.open(place);
  await file.prepare();
  expect([statSync(path()).size, await readCursor(place)]).toEqual([
    2 * SLOT,
    { ...at(8), trying: { last: 9, bytes: 50 } },
  ]);
  await file.write(at(9));
  expect(await readCursor(place)).toEqual(at(9));
});

it('is not begun anew where the disk cannot be read', async () => {
  mkdirSync(path());
  await expect(CursorFile.open(place)).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readCursor(place)).toBeUndefined();
});

it('that somebody took away in between is not torn with its only copy', async () => {
  const file = await written(1);
  rmSync(path());
  await file.write(at(2));
  await file.write(at(3));
  tear(newerSlot());
  expect(await readCursor(place)).toEqual(at(2));
});

it('takes its room once: after that it is written in place, and nothing beside it', async () => {
  const file = await CursorFile.open(place);
  await file.prepare();
  const { ino, size } = statSync(path());
  for (const seq of [1, 2, 3]) {
    await file.write(at(seq));
    expect(statSync(path())).toMatchObject({ ino, size });
    expect(readdirSync(place.directory)).toHaveLength(1);
  }
  expect(await readCursor(place)).toEqual(at(3));
});

it('is the one before where the last write was torn, and goes on from there', async () => {
  await written(1, 2, 3);
  tear(newerSlot());
  expect(await readCursor(place)).toEqual(at(2));
  await written(4);
  expect(await readCursor(place)).toEqual(at(4));
});

it('is none where no slot is whole, or the file is none of ours', async () => {
  await written(1, 2);
  tear(0);
  tear(1);
  expect(await readCursor(place)).toBeUndefined();
  writeFileSync(path(), '{"v":3,"seq":9,"segment":1,"offset":0}\n');
  expect(await readCursor(place)).toBeUndefined();
  await written(5);
  expect(await readCursor(place)).toEqual(at(5));
});

it('is made anew where somebody took it away', async () => {
  const file = await written(1, 2);
  rmSync(path());
  await file.write(at(3));
  expect(await readCursor(place)).toEqual(at(3));
});

it('that was prepared is not set back', async () => {
  await written(6);
  await (await CursorFile.open(place)).prepare();
  expect(await readCursor(place)).toEqual(at(6));
});

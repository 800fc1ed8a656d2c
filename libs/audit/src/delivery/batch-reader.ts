import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { linkOf } from '../chain.js';
import { type Batch, DamagedChain, linesOf } from './batch.js';
import type { ChainFiles, Segment } from './chain-files.js';
import type { Cursor } from './cursor.js';

/** How much a batch may hold; at least one record, however long that is. */
export interface BatchLimits {
  records: number;
  bytes: number;
}

/** What is to be read: never beyond `untilSeq`, for what is not durable may be gone after a crash. */
export interface ReadBounds extends BatchLimits {
  untilSeq: number;
}

/** A batch and where it was read. */
export interface Found {
  batch: Batch;
  segment: number;
  offset: number;
}

/** The next batch of a chain behind a cursor; undefined where nothing is there yet. A batch is of one segment. */
export async function readBatch(files: ChainFiles, cursor: Cursor, bounds: ReadBounds): Promise<Found | undefined> {
  const from = files.segments.findIndex(({ first }) => first >= cursor.segment);
  if (from < 0) return undefined;
  for (const segment of files.segments.slice(from)) {
    const offset = segment.first === cursor.segment ? cursor.offset : 0;
    const batch = await readLines(segment, offset, nextIn(segment, cursor, offset), bounds);
    if (batch) return { batch: { writer: files.writer, chain: files.chain, ...batch }, segment: segment.first, offset };
  }
  return undefined;
}

/** Where whole segments are gone, the rest is not kept from the data lake: who reads there sees the gap. */
const nextIn = ({ first }: Segment, { seq }: Cursor, offset: number): number =>
  offset === 0 ? Math.max(first, seq + 1) : seq + 1;

type Lines = Pick<Batch, 'first' | 'last' | 'lines'>;

async function readLines(
  segment: Segment,
  offset: number,
  next: number,
  bounds: ReadBounds,
): Promise<Lines | undefined> {
  if (offset > segment.bytes) throw notAsLeft(segment.path, `it ends before byte ${offset}`);
  if (offset === segment.bytes) return undefined;
  const handle = await open(segment.path, 'r');
  try {
    await assertLineBegin(handle, segment, offset);
    const left = segment.bytes - offset;
    for (let size = Math.min(bounds.bytes, left); ; size = Math.min(2 * size, left)) {
      const lines = take(await readAt(handle, offset, size), next, bounds);
      if (lines && lines !== 'none' && lines.first !== next)
        throw notAsLeft(segment.path, `record ${lines.first} is where ${next} should be`);
      if (lines || size === left) return lines === 'none' ? undefined : lines;
    }
  } finally {
    await handle.close();
  }
}

async function assertLineBegin(handle: FileHandle, { path }: Segment, offset: number): Promise<void> {
  if (offset === 0 || (await readAt(handle, offset - 1, 1)).includes('\n')) return;
  throw notAsLeft(path, `there is no begin of a line at byte ${offset}`);
}

/** What the cursor says does not fit the file: what is read there is anything but the next records. */
const notAsLeft = (path: string, what: string): DamagedChain =>
  new DamagedChain(`${basename(path)} is not as delivery left it: ${what}`);

/** `none`: the next record must not be read yet. Undefined: not one whole line is there. */
function take(chunk: Buffer, next: number, { records, untilSeq }: ReadBounds): Lines | 'none' | undefined {
  let taken: { first: number; last: number; end: number } | undefined;
  let count = 0;
  for (const line of linesOf(chunk)) {
    // A line that does not say where it belongs is evidence too: it goes along with its neighbours.
    const seq = linkOf(line.toString())?.seq ?? (taken ? taken.last + 1 : next);
    if (count === records || seq > untilSeq) break;
    count += 1;
    taken = { first: taken?.first ?? seq, last: seq, end: (taken?.end ?? 0) + line.length + 1 };
  }
  if (!taken) return chunk.includes('\n') ? 'none' : undefined;
  return { first: taken.first, last: taken.last, lines: chunk.subarray(0, taken.end) };
}

async function readAt(handle: FileHandle, offset: number, size: number): Promise<Buffer> {
  const chunk = Buffer.alloc(size);
  let done = 0;
  while (done < size) {
    const { bytesRead } = await handle.read(chunk, done, size - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return chunk.subarray(0, done);
}

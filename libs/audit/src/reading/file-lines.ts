import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** One line of a file, without its end. */
export interface FileLine {
  bytes: Buffer;
  /** From 1. */
  number: number;
  /** The last line of a file, where it has no end. */
  isTorn: boolean;
}

const STEP_BYTES = 1_048_576;
const LINE_END = 0x0a;
/** A line that is longer was written by nobody of us: it is told in pieces, so that no file can fill the memory. */
const MAX_LINE_BYTES = 4_194_304;
/** A writer that is at work has its line whole after this. */
const TORN_WAITS_MS = [20, 80, 300];

/** The lines of a file in batches, read as they are asked for. Rejects where the file cannot be read. */
export async function* fileLines(path: string): AsyncGenerator<FileLine[]> {
  const handle = await open(path, 'r');
  try {
    yield* linesOf(handle);
  } finally {
    await handle.close();
  }
}

async function* linesOf(handle: FileHandle): AsyncGenerator<FileLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  const waits = [...TORN_WAITS_MS];
  for (;;) {
    const chunk = Buffer.allocUnsafe(STEP_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, STEP_BYTES, null);
    if (bytesRead > 0) {
      const { lines, left } = cut(Buffer.concat([rest, chunk.subarray(0, bytesRead)]));
      yield lines.map((bytes) => ({ bytes, number: ++number, isTorn: false }));
      rest = left;
    } else if (rest.length > 0 && waits.length > 0) {
      await sleep(waits.shift());
    } else {
      if (rest.length > 0) yield [{ bytes: rest, number: number + 1, isTorn: true }];
      return;
    }
  }
}

function cut(bytes: Buffer): { lines: Buffer[]; left: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  for (; bytes.length - start > MAX_LINE_BYTES; start += MAX_LINE_BYTES) {
    lines.push(bytes.subarray(start, start + MAX_LINE_BYTES));
  }
  return { lines, left: bytes.subarray(start) };
}

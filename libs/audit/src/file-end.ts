import { type FileHandle, open } from 'node:fs/promises';

/** What stands at the end of a file of lines. */
export interface FileEnd {
  /** Where its last whole line ends. Behind it there is a torn one, if the file is longer. */
  wholeBytes: number;
  size: number;
  /** When it was made. */
  bornAt: number;
  /** The last whole line without its end; undefined where there is none. */
  lastLine: string | undefined;
}

const LINE_END = 0x0a;
const STEP_BYTES = 65_536;

/** Reads the end of a file; changes nothing. */
export async function readEnd(path: string): Promise<FileEnd> {
  const handle = await open(path, 'r');
  try {
    const { size, birthtimeMs: bornAt } = await handle.stat();
    const lastEnd = await lineEndBefore(handle, size);
    if (lastEnd < 0) return { wholeBytes: 0, size, bornAt, lastLine: undefined };
    const start = (await lineEndBefore(handle, lastEnd)) + 1;
    const line = Buffer.alloc(lastEnd - start);
    await handle.read(line, 0, line.length, start);
    return { wholeBytes: lastEnd + 1, size, bornAt, lastLine: line.toString() };
  } finally {
    await handle.close();
  }
}

/** The first line of a file, or its first 64 KiB; changes nothing. */
export async function readFirstLine(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(STEP_BYTES), 0, STEP_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    return text.slice(0, text.includes('\n') ? text.indexOf('\n') : undefined);
  } finally {
    await handle.close();
  }
}

/** Where the last line end within the first `end` bytes is; -1 where there is none. */
async function lineEndBefore(handle: FileHandle, end: number): Promise<number> {
  const chunk = Buffer.alloc(STEP_BYTES);
  for (let stop = end; stop > 0; stop -= STEP_BYTES) {
    const start = Math.max(0, stop - STEP_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, stop - start, start);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at >= 0) return start + at;
  }
  return -1;
}

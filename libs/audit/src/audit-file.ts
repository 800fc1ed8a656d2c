import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The parts of a `FileHandle` that the audit log uses. */
export type AuditHandle = Pick<FileHandle, 'write' | 'read' | 'datasync' | 'truncate' | 'stat' | 'close'>;

/** Opens a file for reading and appending. */
export type OpenHandle = (path: string) => Promise<AuditHandle>;

const LINE_END = 0x0a;
const STEP_BYTES = 65_536;

const openForAppending: OpenHandle = (path) => open(path, 'a+', 0o600);

/**
 * A file of whole lines that only grows. What `append` resolved for is on the disk.
 *
 * A torn last line, left by a crash, is cut off when the file is opened: nobody was told that it is kept. One process
 * may have it open at a time.
 */
export class AuditFile {
  private constructor(
    private readonly handle: AuditHandle,
    private size: number,
    /** How many bytes of a torn last line were cut off at opening. */
    readonly cutBytes: number,
  ) {}

  /**
   * Opens or creates the file (0600) and its directory (0700). Beyond `durableBytes` nothing is kept: a writer that
   * failed in the middle says so how much of the file it had been sure of.
   */
  static async open(path: string, durableBytes = Infinity, openHandle = openForAppending): Promise<AuditFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await openHandle(path);
    try {
      const { size } = await handle.stat();
      const whole = await wholeLines(handle, Math.min(size, durableBytes));
      if (whole < size) await handle.truncate(whole);
      await syncDirectory(dirname(path));
      return new AuditFile(handle, whole, size - whole);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** How much of the file is known to be on the disk. */
  get durableBytes(): number {
    return this.size;
  }

  /** Writes whole lines and waits until they are on the disk. After a rejection the file must be opened anew. */
  async append(lines: Buffer): Promise<void> {
    let done = 0;
    // A full disk first shows as a short write without an error.
    while (done < lines.length) {
      const { bytesWritten } = await this.handle.write(lines, done, lines.length - done, null);
      if (bytesWritten === 0) throw new Error('nothing could be written');
      done += bytesWritten;
    }
    await this.handle.datasync();
    this.size += lines.length;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** Where the last whole line within the first `end` bytes ends. */
async function wholeLines(handle: AuditHandle, end: number): Promise<number> {
  const chunk = Buffer.alloc(STEP_BYTES);
  for (let stop = end; stop > 0; stop -= STEP_BYTES) {
    const start = Math.max(0, stop - STEP_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, stop - start, start);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

/** Without this a new file may be gone after a power cut, however well its content was synced. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

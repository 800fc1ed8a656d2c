import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from './durable-file.js';

/** The parts of a `FileHandle` that the audit log uses. */
export type AuditHandle = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'stat' | 'close'>;

/** Opens a file for appending, with the flags of open(2). */
export type OpenHandle = (path: string, flags: number) => Promise<AuditHandle>;

const { O_APPEND, O_CREAT, O_DSYNC, O_RDONLY, O_RDWR } = constants;

/**
 * Each write comes back once it is on the disk. A write and an fdatasync promise the same, but are two errands for a thread of the
 * pool: a process that is busy comes round to the second only when everybody else had their turn.
 */
const APPENDING = O_RDWR | O_APPEND | O_DSYNC;

const openForAppending: OpenHandle = (path, flags) => open(path, flags, 0o600);

/** The file is not there any more, or has less in it than was written. */
export class SegmentLost extends Error {}

/** A file of whole lines that only grows. What `append` resolved for is on the disk. One process may have it open at a time. */
export class AuditFile {
  private constructor(
    private readonly handle: AuditHandle,
    private bytes: number,
  ) {}

  /** Makes an empty file (0600) that a power cut does not take away again. */
  static async create(path: string, openHandle = openForAppending): Promise<AuditFile> {
    const handle = await openHandle(path, APPENDING | O_CREAT);
    return closingOnFault(handle, async () => {
      // It may be there already, when only the sync of its directory failed the last time.
      if ((await handle.stat()).size > 0) throw new Error('a segment that should begin has content');
      await syncDirectory(dirname(path));
      return new AuditFile(handle, 0);
    });
  }

  /**
   * Opens a file and cuts off what is behind its first `keepBytes`; these are on the disk then, but for what the kernel gave up
   * before, which it says once, to whom it happened. Throws `SegmentLost` where they are not there.
   */
  static async reopen(path: string, keepBytes: number, openHandle = openForAppending): Promise<AuditFile> {
    const handle = await openHandle(path, APPENDING).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? new SegmentLost('the segment is gone', { cause }) : cause;
    });
    return closingOnFault(handle, async () => {
      const { size } = await handle.stat();
      if (size < keepBytes) throw new SegmentLost('the segment is shorter than it was');
      if (size > keepBytes) await handle.truncate(keepBytes);
      // A later write brings to the disk only what it writes; whoever wrote before may have died in between.
      await handle.datasync();
      return new AuditFile(handle, keepBytes);
    });
  }

  /** Brings a file to the disk that is not written to any more, but built upon: whoever wrote it may have died before it was there. */
  static async bringToDisk(path: string, openHandle = openForAppending): Promise<void> {
    const handle = await openHandle(path, O_RDONLY);
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  /** How much of the file is known to be on the disk. */
  get durableBytes(): number {
    return this.bytes;
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
    this.bytes += lines.length;
  }

  /** Whether the file still has its name, and all that was written to it. */
  async isStillAt(path: string): Promise<boolean> {
    const [named, own] = await Promise.all([stat(path).catch(() => undefined), this.handle.stat()]);
    return named?.ino === own.ino && own.size >= this.bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function closingOnFault<T>(handle: AuditHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await handle.close();
    throw error;
  }
}

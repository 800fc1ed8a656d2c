import { type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppLogger } from '#libs/platform';

/** Bytes that a directory may still take. */
export type FreeBytes = (directory: string) => Promise<number>;

/** What is watched and held. */
export interface DiskSpaceParts {
  directory: string;
  /** Names the file of the ballast for the moment that it has a name. */
  writer: string;
  minFreeBytes: number;
  ballastBytes: number;
  logger: AppLogger | undefined;
  freeBytes: FreeBytes | undefined;
}

const LOOK_EVERY_MS = 1_000;
const STEP_BYTES = 1_048_576;

const freeBytesOf: FreeBytes = async (directory) => {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
};

/**
 * The room that is left for audit records, and the ballast: bytes held back, which are given up once the disk is full, so that
 * what has begun can still be told.
 *
 * The ballast is an open file without a name: the kernel frees it when the process dies, and no reader of the directory meets it.
 */
export class DiskSpace {
  #free: number | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;
  #ballast: FileHandle | undefined;
  #isGivenUp = false;

  private constructor(private readonly parts: DiskSpaceParts) {}

  static async open(parts: DiskSpaceParts): Promise<DiskSpace> {
    const space = new DiskSpace(parts);
    await space.look();
    return space;
  }

  /** What was free at the last look. */
  get freeBytes(): number | undefined {
    return this.#free;
  }

  /** Whether the disk was full, and what is left is what the ballast held back. */
  get isOnBallast(): boolean {
    return this.#isGivenUp;
  }

  /** Why there is too little room to begin anything. */
  get shortage(): string | undefined {
    const { minFreeBytes, ballastBytes } = this.parts;
    const hasBallast = ballastBytes === 0 || this.#ballast !== undefined;
    if (!hasBallast) return 'the audit disk has no room for its ballast (AUDIT_BALLAST_BYTES)';
    if (this.#free === undefined || this.#free >= minFreeBytes) return undefined;
    return `the audit disk has ${this.#free} bytes left, less than AUDIT_MIN_FREE_BYTES`;
  }

  /** Looks how much is free, at most once a second, and takes the ballast again where there is room for it. */
  async look(): Promise<void> {
    if (Date.now() - this.#lookedAt >= LOOK_EVERY_MS) this.#looking ??= this.#lookNow();
    await this.#looking;
  }

  /** Gives the ballast up. False where there is none. */
  async release(): Promise<boolean> {
    const ballast = this.#ballast;
    this.#ballast = undefined;
    this.#lookedAt = Date.now();
    await ballast?.close();
    if (!ballast) return false;
    this.#isGivenUp = true;
    this.parts.logger?.error({ directory: this.parts.directory }, 'the audit disk is full');
    return true;
  }

  async close(): Promise<void> {
    await this.#looking;
    await this.#ballast?.close();
    this.#ballast = undefined;
  }

  async #lookNow(): Promise<void> {
    const { directory, minFreeBytes, ballastBytes, logger, freeBytes = freeBytesOf } = this.parts;
    try {
      this.#free = await freeBytes(directory);
      if (ballastBytes === 0 || this.#ballast || this.#free < minFreeBytes + ballastBytes) return;
      this.#ballast = await this.#load();
      if (this.#ballast) this.#isGivenUp = false;
      this.#free = await freeBytes(directory);
    } catch (err) {
      logger?.warn({ err, directory }, 'the room on the audit disk is not known');
    } finally {
      this.#lookedAt = Date.now();
      this.#looking = undefined;
    }
  }

  async #load(): Promise<FileHandle | undefined> {
    const path = join(this.parts.directory, `${this.parts.writer}.ballast`);
    const file = await open(path, 'w', 0o600);
    await unlink(path);
    try {
      // Written, not only made long: a file with holes holds nothing back.
      for (let left = this.parts.ballastBytes; left > 0; ) {
        const { bytesWritten } = await file.write(Buffer.alloc(Math.min(left, STEP_BYTES)));
        left -= bytesWritten;
      }
      return file;
    } catch {
      await file.close();
      return undefined;
    }
  }
}

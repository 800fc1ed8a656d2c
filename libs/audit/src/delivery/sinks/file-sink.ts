import { lstat, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BoundedWork } from '../../bounded-work.js';
import { putDurably } from '../../durable-file.js';
import { type Batch, batchFile, DeliveryFault, type Sink } from '../batch.js';

/** As long as a receiver of HTTP gets. */
const ANSWERS_WITHIN_MS = 30_000;

/**
 * Drops each batch as a file of its own into a directory that somebody else collects from: whole or not at all, and once, however often
 * it is delivered. Whoever takes a file away before the batch counts as delivered may find it there once more.
 *
 * A file can be read by the group of its directory where that group may read the directory, and else by its owner only.
 */
export class FileSink implements Sink {
  readonly kind = 'file';
  private readonly work: BoundedWork;

  constructor(
    private readonly directory: string,
    answersWithinMs = ANSWERS_WITHIN_MS,
  ) {
    this.work = new BoundedWork(answersWithinMs);
  }

  async deliver(batch: Batch): Promise<void> {
    await this.work
      .do(() => this.drop(batch))
      .catch((error) => {
        throw inWords(error);
      });
  }

  async close(): Promise<void> {}

  private async drop(batch: Batch): Promise<void> {
    const file = batchFile(batch);
    const path = join(this.directory, file);
    if (await this.isThere(path, batch)) return;
    const { gid, mode } = await stat(this.directory);
    await putDurably(path, batch.lines, {
      // A dot: who collects by name or pattern does not see it.
      temporary: join(this.directory, `.${file}.tmp`),
      ...(mode & GROUP_READS && { readers: gid }),
    });
  }

  /** Nothing is written over what could not be looked at. */
  private async isThere(path: string, { lines }: Batch): Promise<boolean> {
    const content = await contentAt(path, lines).catch((error) => {
      throw lookFault(error);
    });
    if (content === 'another')
      throw new DeliveryFault('refused', 'the drop directory has a file of that name with another content');
    return content === 'same';
  }
}

/** Of a link, also of one that leads nowhere, somebody must know. */
async function contentAt(path: string, lines: Buffer): Promise<'none' | 'same' | 'another'> {
  const isThere = await lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (!NOT_THERE.includes(error.code ?? '')) throw error;
      return false;
    },
  );
  if (!isThere) return 'none';
  const { size } = await stat(path);
  return size === lines.length && (await readFile(path)).equals(lines) ? 'same' : 'another';
}

const NOT_THERE = ['ENOENT', 'ENOTDIR'];
const GROUP_READS = 0o040;
const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS'];

function lookFault({ code = 'no code' }: NodeJS.ErrnoException): DeliveryFault {
  const verdict = NOT_ALLOWED.includes(code) ? 'refused' : 'later';
  return new DeliveryFault(verdict, `the drop directory has something of that name that cannot be looked at (${code})`);
}

function inWords(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error;
  const { code = '' } = error as { code?: string };
  if (NOT_ALLOWED.includes(code))
    return new DeliveryFault('refused', `the drop directory may not be written (${code})`);
  if (code === 'ENOENT') return new DeliveryFault('later', 'the drop directory is not there');
  if (code === 'ETIMEDOUT') return new DeliveryFault('later', 'the drop directory does not answer');
  return new DeliveryFault('later', `the drop directory cannot be written (${code || 'no code'})`);
}

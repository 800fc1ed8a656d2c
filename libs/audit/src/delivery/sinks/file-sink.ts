import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { putDurably } from '../../durable-file.js';
import { type Batch, batchFile, DeliveryFault, type Sink } from '../batch.js';

/**
 * Drops each batch as a file of its own into a directory that somebody else collects from: whole or not at all, and once, however often
 * it is delivered. Whoever takes a file away before the batch counts as delivered may find it there once more.
 */
export class FileSink implements Sink {
  readonly kind = 'file';

  constructor(private readonly directory: string) {}

  async deliver(batch: Batch): Promise<void> {
    const file = batchFile(batch);
    const path = join(this.directory, file);
    if (await this.isThere(path, batch)) return;
    try {
      // A dot: who collects by name or pattern does not see it.
      await putDurably(path, batch.lines, join(this.directory, `.${file}.tmp`));
    } catch (error) {
      throw inWords(error);
    }
  }

  async close(): Promise<void> {}

  private async isThere(path: string, { lines }: Batch): Promise<boolean> {
    const found = await stat(path).catch(() => undefined);
    if (!found) return false;
    const isSame = found.size === lines.length && (await readFile(path)).equals(lines);
    if (isSame) return true;
    throw new DeliveryFault('refused', 'the drop directory has a file of that name with another content');
  }
}

const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS'];

function inWords(error: unknown): DeliveryFault {
  const { code = '' } = error as { code?: string };
  if (NOT_ALLOWED.includes(code))
    return new DeliveryFault('refused', `the drop directory may not be written (${code})`);
  if (code === 'ENOENT') return new DeliveryFault('later', 'the drop directory is not there');
  return new DeliveryFault('later', `the drop directory cannot be written (${code || 'no code'})`);
}

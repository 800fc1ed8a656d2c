import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Thrown when a path leads to something that may not be read here; `message` says what, without the path. */
export class UnfitFile extends Error {}

/**
 * The bytes of a file of at most `maxBytes`. Rejects with `UnfitFile` when it is larger or no file, else as the system does.
 *
 * May take for ever on a disk that hangs: bound the time, and start no second read meanwhile.
 */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  // A pipe in place of a file would block one of the few threads that all file access of the process shares.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new UnfitFile('is not a file');
    const chunks: Buffer[] = [];
    // `end` is inclusive, so one byte too many shows that there are more.
    for await (const chunk of handle.createReadStream({ end: maxBytes, autoClose: false }))
      chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length > maxBytes) throw new UnfitFile(`is larger than ${maxBytes} bytes`);
    return bytes;
  } finally {
    await handle.close();
  }
}

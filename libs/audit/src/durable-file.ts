import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a file in place so that nobody ever sees a part of it, and that it is there after a power cut. `temporary` must be on the
 * same disk, and nobody else's.
 */
export async function putDurably(path: string, content: Buffer | string, temporary = `${path}.tmp`): Promise<void> {
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path).catch(async (error) => {
    await rm(temporary, { force: true });
    throw error;
  });
  await syncDirectory(dirname(path));
}

/** Without this a name may be gone, or back, after a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How a file is put in place. */
export interface PutOptions {
  /** The name that it has before; on the same disk, and nobody else's. */
  temporary?: string;
  /** A group that may read it, where the file gets that group by its directory; else only its owner does. */
  readers?: number;
}

/** Puts a file in place so that nobody ever sees a part of it, and that it is there after a power cut. */
export async function putDurably(path: string, content: Buffer | string, options: PutOptions = {}): Promise<void> {
  const { temporary = `${path}.tmp`, readers } = options;
  const handle = await open(temporary, 'w', 0o600);
  try {
    if (readers !== undefined) await letRead(handle, readers);
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

/** By name, not by what the umask of the process leaves. */
async function letRead(handle: FileHandle, group: number): Promise<void> {
  const { gid } = await handle.stat();
  if (gid === group) await handle.chmod(0o640);
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

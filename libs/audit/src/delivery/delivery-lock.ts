import { WriterLock } from '../writer-lock.js';

/** Beside the lock of the writer itself: no writer has such a name. */
const nameOf = (writer: string): string => `${writer}~delivery`;

/**
 * The right to deliver what a writer wrote; undefined where another process has it.
 *
 * It is not the lock of the writer: a process that comes back goes on with its chain while another one still delivers what it left.
 */
export async function takeDelivery(directory: string, writer: string): Promise<WriterLock | undefined> {
  return unlessTaken(WriterLock.take(directory, nameOf(writer)));
}

/** The place of a writer itself, so that it cannot come back meanwhile; undefined where it lives. To be held for moments only. */
export async function takeWriter(directory: string, writer: string): Promise<WriterLock | undefined> {
  return unlessTaken(WriterLock.take(directory, writer));
}

async function unlessTaken(lock: Promise<WriterLock>): Promise<WriterLock | undefined> {
  return lock.catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE') return undefined;
    throw error;
  });
}

/** Whether a writer's process lives. `directory` has no symbolic links in it. */
export const isAlive = (directory: string, writer: string): Promise<boolean> => WriterLock.isTaken(directory, writer);

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 1_000;
const LOOK_AGAIN_MS = 25;

/**
 * That one writer has its chain in a directory to itself: two who continue one chain would both be right and nobody could verify
 * it.
 *
 * An abstract unix socket, which the kernel takes away with its process, however that ends. It is seen within one network
 * namespace: containers that share a directory must have different writers. Where there are no such sockets (not Linux)
 * nothing is held.
 */
export class WriterLock {
  private constructor(private readonly socket: Server | undefined) {}

  /** Takes it; rejects when another has it. */
  static async take(directory: string, writer: string): Promise<WriterLock> {
    if (process.platform !== 'linux') return new WriterLock(undefined);
    const socket = createServer((visitor) => visitor.destroy()).unref();
    socket.listen(nameOf(directory, writer));
    await once(socket, 'listening').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') throw cause;
      throw new Error(`another process writes the audit records of ${writer} in ${directory}`, { cause });
    });
    return new WriterLock(socket);
  }

  /** As `take`, but waits a moment: whoever removes what a dead writer left has its lock for as long as that takes. */
  static async takeSoon(directory: string, writer: string): Promise<WriterLock> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await WriterLock.take(directory, writer);
      } catch (error) {
        if (performance.now() >= giveUpAt) throw error;
        await sleep(LOOK_AGAIN_MS);
      }
    }
  }

  /** Whether a process has it. Takes nothing, so that whoever comes for it meanwhile gets it. */
  static async isTaken(directory: string, writer: string): Promise<boolean> {
    if (process.platform !== 'linux') return false;
    const visit = connect(nameOf(directory, writer));
    try {
      await once(visit, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      visit.destroy();
    }
  }

  async release(): Promise<void> {
    const { socket } = this;
    if (socket?.listening) await new Promise((closed) => socket.close(closed));
  }
}

const nameOf = (directory: string, writer: string): string =>
  `\0etlaas-audit-${createHash('sha256').update(`${directory}\0${writer}`).digest('hex')}`;

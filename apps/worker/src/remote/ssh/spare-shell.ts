import { randomBytes } from 'node:crypto';
import type { Lease } from './connection-pool.js';
import { closeUnread } from './ssh-connection.js';

/** A prepared shell that waits on a host, so that a script need not wait for sshd, the login and the start of a shell. */
export class SpareShell {
  private hasEnded = false;
  private readonly timer: NodeJS.Timeout;
  /** Resolves when its channel has closed, also under who took it. */
  readonly ended: Promise<void>;

  /** Prepares the shell behind a new channel. It ends by itself after `idleMs`. */
  constructor(
    private readonly lease: Lease,
    preparation: string,
    idleMs: number,
  ) {
    const { channel } = lease;
    for (const stream of [channel, channel.stderr]) stream.resume();
    this.ended = new Promise((resolve) => channel.once('close', resolve));
    void this.ended.then(() => {
      this.hasEnded = true;
      clearTimeout(this.timer);
    });
    channel.write(preparation);
    this.timer = setTimeout(() => this.end(), idleMs).unref();
  }

  /**
   * Its channel, once it has answered: then the way to the host is as open as a new channel would show. Undefined where it
   * has ended, or ends, or `signal` comes first.
   */
  async take(signal: AbortSignal): Promise<Lease | undefined> {
    clearTimeout(this.timer);
    const hasEnded = this.hasEnded || this.lease.connection.ended.aborted;
    if (!hasEnded && (await this.answers(signal))) return this.lease;
    this.end();
    return undefined;
  }

  /** Ends the shell; it then removes what is its own on the host. */
  end(): void {
    closeUnread(this.lease.channel);
  }

  private answers(signal: AbortSignal): Promise<boolean> {
    const { channel, connection } = this.lease;
    const sign = `=${randomBytes(12).toString('hex')}`;
    return new Promise((resolve) => {
      let said = '';
      const hear = (chunk: Buffer) => {
        said += chunk.toString('latin1');
        if (said.includes(sign)) tell(true);
        said = said.slice(-sign.length);
      };
      const isOver = () => tell(false);
      const ends = [signal, connection.ended];
      const tell = (doesAnswer: boolean) => {
        channel.off('data', hear).off('close', isOver);
        // What it says from now on, and that it ends, is for who takes it.
        for (const stream of [channel, channel.stderr]) stream.pause();
        for (const end of ends) end.removeEventListener('abort', isOver);
        resolve(doesAnswer);
      };
      channel.on('data', hear).on('close', isOver);
      for (const end of ends) end.addEventListener('abort', isOver);
      channel.write(`echo '${sign}'\n`);
    });
  }
}

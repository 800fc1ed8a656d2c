import type { ClientChannel } from 'ssh2';
import { AppError, traced } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';
import { connectingTo } from '../script-spans.js';
import type { Claim } from '../transport.js';
import { SshConnection, type SshIdentity } from './ssh-connection.js';

/** Limits that stay within the defaults of OpenSSH: MaxSessions 10 channels a connection, MaxStartups 10 logins at once. */
export interface PoolLimits {
  channelsPerConnection: number;
  connectionsPerHost: number;
  idleMs: number;
}

/** How much of a pool is in use. */
export interface PoolUse {
  connections: number;
  channels: number;
  waiting: number;
}

/** An open channel. Its place is free again when it closes; a stream of it that nobody reads keeps it from that. */
export interface Lease {
  channel: ClientChannel;
  connection: SshConnection;
}

/** sshd frees a session a moment after we see it closed; a refused channel never started anything, so trying again is safe. */
const REFUSED_CHANNEL_TRIES = 20;
const REFUSED_CHANNEL_PAUSE_MS = 50;

/** Warm connections to ONE host and login, shared by many channels; whoever finds no free channel waits in line. */
export class ConnectionPool {
  private readonly connections = new Set<SshConnection>();
  private readonly waiting: (() => void)[] = [];
  /** How many seek a channel: in line, for a login, or once more after a refusal. */
  private seeking = 0;
  private opening: Promise<SshConnection> | undefined;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: RemoteHost,
    private readonly identity: SshIdentity,
    private readonly limits: PoolLimits,
  ) {}

  /**
   * Opens a channel with this command on a connection with room. Rejects like `SshConnection.open`, or with the reason of
   * `signal`; then nothing ran. An urgent one may take the channel that each connection keeps free for it.
   */
  async exec(command: string, claim: Claim): Promise<Lease> {
    this.seeking += 1;
    try {
      return await this.insistOn(command, claim);
    } finally {
      this.seeking -= 1;
    }
  }

  /** The same by one try on a connection that is open, where there is room that nobody seeks; else undefined. */
  async execBeside(command: string, signal: AbortSignal): Promise<Lease | undefined> {
    const connection = this.seeking === 0 ? this.leastBusy() : undefined;
    if (!connection || connection.channels >= this.limits.channelsPerConnection) return undefined;
    connection.channels += 1;
    return this.open(connection, command, signal).catch(() => undefined);
  }

  get use(): PoolUse {
    const open = [...this.connections].filter(({ isOpen }) => isOpen);
    const channels = open.reduce((sum, connection) => sum + connection.channels, 0);
    return { connections: open.length, channels, waiting: this.waiting.length };
  }

  close(): void {
    clearTimeout(this.idleTimer);
    for (const connection of this.connections) connection.close();
  }

  private async insistOn(command: string, { signal, isUrgent }: Claim): Promise<Lease> {
    for (let attempt = 1; ; attempt += 1) {
      const connection = await this.connectionWithRoom(signal, isUrgent ? 1 : 0);
      try {
        return await this.open(connection, command, signal);
      } catch (cause) {
        signal.throwIfAborted();
        if (attempt >= REFUSED_CHANNEL_TRIES) {
          throw new AppError('HOST_UNREACHABLE', `${this.host.hostname} opens no channel.`, { cause });
        }
        if (connection.isOpen) await new Promise((resolve) => setTimeout(resolve, REFUSED_CHANNEL_PAUSE_MS));
      }
    }
  }

  /** A channel in a place that was taken already, and is given back. */
  private async open(connection: SshConnection, command: string, signal: AbortSignal): Promise<Lease> {
    const release = this.releaseOf(connection);
    try {
      const channel = await connection.exec(command, signal);
      // The place is free when sshd has ended the session: that may be before or after we have read enough.
      channel.once('close', release);
      return { channel, connection };
    } catch (error) {
      release();
      throw error;
    }
  }

  private async connectionWithRoom(signal: AbortSignal, extra: number): Promise<SshConnection> {
    clearTimeout(this.idleTimer);
    for (;;) {
      signal.throwIfAborted();
      const free = this.leastBusy();
      if (free && free.channels < this.limits.channelsPerConnection + extra) {
        free.channels += 1;
        return free;
      }
      if (this.connections.size < this.limits.connectionsPerHost) await this.openOne();
      else await this.inLine(signal);
    }
  }

  /** Waits for a place, or for the signal: whoever is told looks again. */
  private inLine(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(wake), 1);
        resolve();
      };
      this.waiting.push(wake);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private leastBusy(): SshConnection | undefined {
    let best: SshConnection | undefined;
    for (const connection of this.connections) {
      if (!connection.isOpen) this.connections.delete(connection);
      else if (!best || connection.channels < best.channels) best = connection;
    }
    return best;
  }

  /** One login at a time: a burst of jobs must not run into MaxStartups. */
  private async openOne(): Promise<void> {
    const open = () => SshConnection.open(this.host, this.identity);
    this.opening ??= traced('connect', connectingTo(this.host), open).finally(() => {
      this.opening = undefined;
    });
    const connection = await this.opening;
    this.connections.add(connection);
    connection.ended.addEventListener('abort', () => this.forget(connection), { once: true });
    if (!connection.isOpen) this.forget(connection);
  }

  private forget(connection: SshConnection): void {
    this.connections.delete(connection);
    for (const wake of this.waiting.splice(0)) wake();
  }

  private releaseOf(connection: SshConnection): () => void {
    return () => {
      connection.channels -= 1;
      this.waiting.shift()?.();
      if ([...this.connections].every(({ channels }) => channels === 0)) this.closeWhenIdle();
    };
  }

  private closeWhenIdle(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      for (const connection of this.connections) if (connection.channels === 0) connection.close();
    }, this.limits.idleMs);
    this.idleTimer.unref();
  }
}

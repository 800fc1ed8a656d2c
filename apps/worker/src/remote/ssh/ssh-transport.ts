import { traced } from '#libs/platform';
import { type RemoteHost, sudoUserOf, wayTo } from '../remote-host.js';
import { MAX_OUTPUT_BYTES, RunInterrupted, type Transport, type TransportRun, tooMuchOutput } from '../transport.js';
import { ConnectionPool, type Lease, type PoolLimits, type PoolUse } from './connection-pool.js';
import type { SshIdentity } from './ssh-connection.js';

/** A shell that has said its last line has only its own files to remove. */
const CLOSE_AFTER_MS = 10_000;

/** The only command line that ever reaches a login shell. `osUser` comes from the inventory, where its form is checked. */
function commandFor(host: RemoteHost): string {
  const sudoUser = sudoUserOf(host);
  return sudoUser ? `sudo -n -H -u ${sudoUser} /bin/sh -s` : '/bin/sh -s';
}

/** Scripts over ssh2: warm connections per host, one exec channel a script. */
export class SshTransport implements Transport {
  readonly name = 'ssh';
  private readonly pools = new Map<string, { hostname: string; pool: ConnectionPool }>();

  constructor(
    private readonly identity: SshIdentity,
    private readonly limits: PoolLimits,
  ) {}

  async execute(host: RemoteHost, script: string, run: TransportRun): Promise<void> {
    const lease = await traced('open channel', {}, () => this.poolOf(host).exec(commandFor(host), run));
    const { channel, release } = lease;
    // The place is free when sshd has ended the session: that may be before or after we have read enough.
    channel.once('close', release);
    try {
      await run.mayStart();
      run.signal.throwIfAborted();
      await converse(lease, script, run);
    } finally {
      // A stream that nobody reads never ends, and its channel never closes.
      for (const stream of [channel, channel.stderr]) stream.resume();
      if (run.isComplete?.()) setTimeout(() => channel.close(), CLOSE_AFTER_MS).unref();
      else channel.close();
    }
  }

  async close(): Promise<void> {
    for (const { pool } of this.pools.values()) pool.close();
    this.pools.clear();
  }

  /** How much is in use of the way to each host that was ever asked, by its host name; a host may have several ways. */
  get uses(): [hostname: string, use: PoolUse][] {
    return [...this.pools.values()].map(({ hostname, pool }) => [hostname, pool.use]);
  }

  private poolOf(host: RemoteHost): ConnectionPool {
    const name = wayTo(host);
    const { hostname } = host;
    const known = this.pools.get(name) ?? { hostname, pool: new ConnectionPool(host, this.identity, this.limits) };
    this.pools.set(name, known);
    return known.pool;
  }
}

function converse({ channel, connection }: Lease, script: string, run: TransportRun): Promise<void> {
  const { sink, signal } = run;
  return new Promise((resolve, reject) => {
    let hasExited = false;
    let bytes = 0;
    const onLost = () => reject(new RunInterrupted());
    const onAbort = () => reject(signal.reason);
    const take = (chunk: Buffer) => {
      if (run.isComplete?.()) resolve();
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) reject(tooMuchOutput());
    };
    connection.ended.addEventListener('abort', onLost, { once: true });
    signal.addEventListener('abort', onAbort, { once: true });
    channel.on('data', (chunk: Buffer) => {
      sink.stdout(chunk);
      take(chunk);
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      sink.stderr(chunk);
      take(chunk);
    });
    channel.on('exit', () => {
      hasExited = true;
    });
    channel.on('error', (error: Error) => reject(new RunInterrupted(error)));
    channel.on('close', () => {
      connection.ended.removeEventListener('abort', onLost);
      signal.removeEventListener('abort', onAbort);
      if (hasExited) resolve();
      else reject(new RunInterrupted());
    });
    channel.end(script, () => run.onSent?.());
  });
}

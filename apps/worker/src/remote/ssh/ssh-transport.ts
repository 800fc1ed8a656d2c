import { traced } from '#libs/platform';
import { type RemoteHost, sudoUserOf, wayTo } from '../remote-host.js';
import { preparation } from '../script/preparation.js';
import { MAX_OUTPUT_BYTES, RunInterrupted, type Transport, type TransportRun, tooMuchOutput } from '../transport.js';
import { ConnectionPool, type Lease, type PoolLimits, type PoolUse } from './connection-pool.js';
import { Shells } from './shells.js';
import { closeUnread, type SshIdentity } from './ssh-connection.js';

/** A shell that has said its last line has only its own files to remove. */
const CLOSE_AFTER_MS = 10_000;

/** The start of a shell takes the host and us some ms of work, which a short script and the way of its result are not to wait for. */
const KEEP_ONE_AFTER_MS = 50;

/** How long a shell waits for the next script, at most: requests that follow each other come sooner. */
const SPARE_IDLE_MS = 60_000;

/** The only command line that ever reaches a login shell. `osUser` comes from the inventory, where its form is checked. */
function commandFor(host: RemoteHost): string {
  const sudoUser = sudoUserOf(host);
  return sudoUser ? `sudo -n -H -u ${sudoUser} /bin/sh -s` : '/bin/sh -s';
}

/** What is kept of the way to a host. */
interface Way {
  hostname: string;
  pool: ConnectionPool;
  shells: Shells;
}

/** Scripts over ssh2: warm connections per host, one exec channel a script, opened ahead where it can be. */
export class SshTransport implements Transport {
  readonly name = 'ssh';
  private readonly ways = new Map<string, Way>();

  constructor(
    private readonly identity: SshIdentity,
    private readonly limits: PoolLimits,
  ) {}

  async execute(host: RemoteHost, script: string, run: TransportRun): Promise<void> {
    const { shells } = this.wayOf(host);
    const command = commandFor(host);
    const shell = await traced('open channel', {}, () => shells.take(command, run));
    const { channel, isPrepared } = shell;
    setTimeout(() => shells.keepOne(command), KEEP_ONE_AFTER_MS).unref();
    try {
      await run.mayStart();
      run.signal.throwIfAborted();
      await converse(shell, isPrepared ? script : `${preparation()}${script}`, run);
    } finally {
      if (run.isComplete?.()) setTimeout(() => channel.close(), CLOSE_AFTER_MS).unref();
      else closeUnread(channel);
    }
  }

  async close(): Promise<void> {
    for (const { pool } of this.ways.values()) pool.close();
    this.ways.clear();
  }

  /** How much is in use of the way to each host that was ever asked, by its host name; a host may have several ways. */
  get uses(): [hostname: string, use: PoolUse][] {
    return [...this.ways.values()].map(({ hostname, pool }) => [hostname, pool.use]);
  }

  private wayOf(host: RemoteHost): Way {
    const name = wayTo(host);
    const known = this.ways.get(name) ?? this.newWay(host);
    this.ways.set(name, known);
    return known;
  }

  private newWay(host: RemoteHost): Way {
    const pool = new ConnectionPool(host, this.identity, this.limits);
    const shells = new Shells(pool, Math.min(SPARE_IDLE_MS, this.limits.idleMs));
    return { hostname: host.hostname, pool, shells };
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
    for (const stream of [channel, channel.stderr]) stream.resume();
    // It may have been lost before anybody listened.
    if (connection.ended.aborted) return onLost();
    channel.end(script, () => run.onSent?.());
  });
}

import { preparation } from '../script/preparation.js';
import type { Claim } from '../transport.js';
import type { ConnectionPool, Lease } from './connection-pool.js';
import { SpareShell } from './spare-shell.js';

/** A shell for one script. */
export interface Shell extends Lease {
  /** Whether it has been told its preparation. */
  isPrepared: boolean;
}

/** A shell that waits, or that will soon; undefined where none could be opened. */
interface Spare {
  command: string;
  shell: Promise<SpareShell | undefined>;
}

/** The shells of one host: new ones, and at most one that waits there for the next script, no longer than `idleMs`. */
export class Shells {
  private spare: Spare | undefined;

  constructor(
    private readonly pool: ConnectionPool,
    private readonly idleMs: number,
  ) {}

  /** A shell that this command starts. Rejects like `ConnectionPool.exec`; then nothing ran. */
  async take(command: string, claim: Claim): Promise<Shell> {
    const { spare } = this;
    this.spare = undefined;
    const lease = spare?.command === command && (await this.use(spare, claim.signal));
    if (lease) return { ...lease, isPrepared: true };
    // Of another user of the host, or too late.
    void spare?.shell.then((shell) => shell?.end());
    return { ...(await this.pool.exec(command, claim)), isPrepared: false };
  }

  /** The spare shell, where it comes and answers before `signal`. */
  private async use({ shell }: Spare, signal: AbortSignal): Promise<Lease | undefined> {
    const coming = await Promise.race([shell, aborted(signal)]);
    return coming?.take(signal);
  }

  /** Lets a shell wait for the next script, where there is room that nobody waits for. */
  keepOne(command: string): void {
    if (!this.spare && this.pool.hasRoom) this.spare = { command, shell: this.open(command) };
  }

  private async open(command: string): Promise<SpareShell | undefined> {
    try {
      const lease = await this.pool.exec(command, { signal: AbortSignal.timeout(this.idleMs) });
      return new SpareShell(lease, preparation(), this.idleMs);
    } catch {
      // The next script opens a channel of its own, and says what is wrong.
      return undefined;
    }
  }
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

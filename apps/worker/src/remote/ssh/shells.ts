import { preparation } from '../script/preparation.js';
import type { Claim } from '../transport.js';
import type { ConnectionPool, Lease } from './connection-pool.js';
import { SpareShell } from './spare-shell.js';

/** A shell that does not come or answer so soon is left: a new one may do so at once, where only that one hangs. */
const ANSWER_WITHIN_MS = 2_000;

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
    const lease = spare?.command === command && (await use(spare, claim.signal));
    if (lease) return { ...lease, isPrepared: true };
    // Of another user of the host, or too late.
    void spare?.shell.then((shell) => shell?.end());
    return { ...(await this.pool.exec(command, claim)), isPrepared: false };
  }

  /** Lets a shell wait for the next script, where there is room that nobody seeks. */
  keepOne(command: string): void {
    if (this.spare) return;
    const spare = { command, shell: this.open(command) };
    this.spare = spare;
    const forget = () => {
      if (this.spare === spare) this.spare = undefined;
    };
    void spare.shell.then((shell) => (shell ? shell.ended.then(forget) : forget()));
  }

  private async open(command: string): Promise<SpareShell | undefined> {
    // Where it cannot be opened, the next script opens a channel of its own, and says what is wrong.
    const lease = await this.pool.execBeside(command, AbortSignal.timeout(this.idleMs));
    return lease && new SpareShell(lease, preparation(), this.idleMs);
  }
}

/** The channel of a spare shell, where it comes and answers soon enough, and before `signal`. */
async function use({ shell }: Spare, signal: AbortSignal): Promise<Lease | undefined> {
  const over = new AbortController();
  const giveUp = () => over.abort();
  const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const coming = await Promise.race([shell, aborted(over.signal)]);
    return await coming?.take(over.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));

import type { AppLogger } from '#libs/platform';
import type { JobHub, JobLog, SignedJob } from '#libs/queue';

/** What is kept of the output until somebody watches, and the most that goes to watchers, in characters. */
const KEPT = 65_536;
const MOST = 1_048_576;

/** What a log with more ends in. */
const MORE = '… more output is not shown\n';

/**
 * Sends what the commands of one job print to whoever watches it. Until somebody does, the last of it is kept here and Redis is
 * left alone. A fault of Redis costs lines, never the job.
 */
export class OutputLog {
  private isWatched = false;
  private waiting = '';
  private room = MOST;
  private sending: Promise<void> = Promise.resolve();
  private readonly stopListening: () => void;

  constructor(
    private readonly job: SignedJob,
    private readonly parts: { log: JobLog; control: JobHub },
    private readonly logger: AppLogger,
  ) {
    this.stopListening = parts.control.listen(job.id, () => void this.look());
  }

  /** Looks whether somebody watches. */
  async look(): Promise<void> {
    const { log } = this.parts;
    if (!this.isWatched) this.isWatched = await log.isWatched(this.job.target.zone, this.job.id).catch(() => false);
    this.send();
  }

  add(lines: string): void {
    this.waiting = this.isWatched ? this.waiting + lines : (this.waiting + lines).slice(-KEPT);
    this.send();
  }

  /** Resolves when all that was printed is sent. */
  async close(): Promise<void> {
    this.stopListening();
    await this.look();
    await this.sending;
  }

  private send(): void {
    if (!this.isWatched || this.waiting === '' || this.room <= 0) return;
    const text = this.waiting.length > this.room ? this.waiting.slice(0, this.room) + MORE : this.waiting;
    this.waiting = '';
    this.room -= text.length;
    const { id, target } = this.job;
    this.sending = this.sending
      .then(() => this.parts.log.append(target.zone, id, text))
      .catch((err: Error) => this.logger.warn({ err: { message: err.message } }, 'output did not reach its watchers'));
  }
}

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AppError, type AppLogger } from '#libs/platform';
import { AuditFile, type OpenHandle } from './audit-file.js';
import { type AuditEvent, type AuditWriter, toLine, toRecord } from './record.js';

const WRITER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MAX_WAITING = 20_000;
const NOTES_WAIT_MS = 25;

/** `writerId` names the file (`<writerId>.jsonl`): no two living processes may share one in a directory. */
export interface AuditLogOptions {
  directory: string;
  app: string;
  writerId: string;
  logger?: AppLogger | undefined;
  /** Another way to open the file, for tests of what disks do. */
  openHandle?: OpenHandle | undefined;
}

interface Waiting {
  line: string;
  resolve: () => void;
  reject: (error: AppError) => void;
}

/**
 * The durable audit log of one process: JSON lines in a file of its own, in the order of the calls.
 *
 * All records that wait are written by one write and one fdatasync (group commit). When that fails, all of them are
 * refused and none is left in the file once a later record is written; the next record tries anew.
 */
export class AuditLog {
  readonly #path: string;
  readonly #writer: AuditWriter;
  readonly #openHandle: OpenHandle | undefined;
  readonly #logger: AppLogger | undefined;
  #file: AuditFile | undefined;
  #durableBytes = 0;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #notesTimer: NodeJS.Timeout | undefined;
  #urgent = false;
  #healthy = true;
  #probing: Promise<void> | undefined;
  #lost = 0;
  #closed = false;

  private constructor({ directory, app, writerId, logger, openHandle }: AuditLogOptions) {
    if (!WRITER_ID.test(writerId)) throw new Error('an audit writer id is letters, digits and . _ -');
    this.#path = join(directory, `${writerId}.jsonl`);
    this.#writer = { app, writer: writerId };
    this.#logger = logger;
    this.#openHandle = openHandle;
  }

  /** Opens the file, cutting off a torn last line. Rejects when the file cannot be opened: no audit, no process. */
  static async open(options: AuditLogOptions): Promise<AuditLog> {
    const log = new AuditLog(options);
    log.#file = await AuditFile.open(log.#path, Infinity, log.#openHandle);
    const { cutBytes } = log.#file;
    if (cutBytes > 0) log.#logger?.warn({ file: log.#path, cutBytes }, 'a torn audit record was cut off');
    return log;
  }

  /** Resolves when the record is on the disk; rejects with `AUDIT_UNAVAILABLE` when it is not. */
  write(event: AuditEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#accept({ event, resolve, reject });
      this.#drainNow();
    });
  }

  /** As `write`, of what has happened already: where the disk does not take it, it is noted, so that nothing is hidden by that. */
  async writeOrNote(event: AuditEvent): Promise<void> {
    await this.write(event).catch((error) => {
      if (!(error instanceof AppError)) throw error;
      this.note(event);
    });
  }

  /** Writes soon (25 ms) or with the next `write`, and does not wait. A record that cannot be kept counts as lost. */
  note(event: AuditEvent): void {
    this.#accept({ event, resolve: () => undefined, reject: () => this.#lose() });
    // Polls are noted by the thousand: a sync for each would cost more than the polls.
    this.#notesTimer ??= setTimeout(() => this.#drainNow(), NOTES_WAIT_MS);
  }

  /** Whether the last attempt to write succeeded. */
  get healthy(): boolean {
    return this.#healthy && !this.#closed;
  }

  /**
   * Whether records can be written now. Where the last could not, tries with a record that says so: else a process that is
   * given no work, because it is not healthy, would never find out that the disk is back.
   */
  async probe(): Promise<boolean> {
    if (this.healthy || this.#closed) return this.healthy;
    this.#probing ??= this.write({
      event: 'audit.resumed',
      correlation_id: randomUUID(),
      response_message: 'audit records can be written again',
      details: { lostRecords: this.#lost },
    }).catch(() => undefined);
    await this.#probing;
    this.#probing = undefined;
    return this.healthy;
  }

  /** How many notes could not be kept since the process began. */
  get lostRecords(): number {
    return this.#lost;
  }

  /** Writes what waits and closes the file. Records that come later are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#drainNow();
    await this.#draining;
    await this.#file?.close();
    this.#file = undefined;
  }

  #accept({ event, resolve, reject }: Omit<Waiting, 'line'> & { event: AuditEvent }): void {
    try {
      if (this.#closed) throw new Error('the audit log is closed');
      if (this.#waiting.length >= MAX_WAITING) throw new Error('too many audit records wait');
      const line = toLine(toRecord(event, this.#writer, randomUUID(), new Date()));
      this.#waiting.push({ line, resolve, reject });
    } catch (cause) {
      reject(unavailable(cause));
    }
  }

  #drainNow(): void {
    clearTimeout(this.#notesTimer);
    this.#notesTimer = undefined;
    if (this.#waiting.length === 0) return;
    this.#urgent = true;
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // Notes that arrive meanwhile wait for their timer, or a stream of polls would sync without end.
    while (this.#urgent) {
      this.#urgent = false;
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#settle(batch);
    }
    // In the same tick as the last look at `urgent`: a write between the two would wait for ever.
    this.#draining = undefined;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(Buffer.from(batch.map(({ line }) => line).join('')));
      this.#healthy = true;
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      await this.#giveUp(cause);
      for (const { reject } of batch) reject(unavailable(cause));
    }
  }

  async #commit(lines: Buffer): Promise<void> {
    this.#file ??= await AuditFile.open(this.#path, this.#durableBytes, this.#openHandle);
    await this.#file.append(lines);
  }

  /** A failed write leaves the file in doubt: it is opened anew, at what was durable, before the next record. */
  async #giveUp(err: unknown): Promise<void> {
    if (this.#healthy) this.#logger?.error({ err, file: this.#path }, 'the audit log cannot be written');
    this.#healthy = false;
    const file = this.#file;
    this.#file = undefined;
    if (!file) return;
    this.#durableBytes = file.durableBytes;
    await file.close().catch(() => undefined);
  }

  #lose(): void {
    this.#lost += 1;
  }
}

const unavailable = (cause: unknown): AppError =>
  new AppError('AUDIT_UNAVAILABLE', 'The audit record could not be kept, so nothing was done. Try again later.', {
    cause,
  });

import { randomUUID } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { AppError, type AppLogger } from '#libs/platform';
import { AuditChain } from './audit-chain.js';
import type { OpenHandle } from './audit-file.js';
import type { AuditKeys } from './audit-keys.js';
import { type AuditPosition, type AuditState, auditStateOf, type DurableListener } from './audit-state.js';
import { DiskSpace, type FreeBytes } from './disk-space.js';
import { BEFORE_AN_EFFECT, LOOKS } from './event-kinds.js';
import type { AuditEvent } from './events.js';
import { GroupCommit, type Waiting } from './group-commit.js';
import { toRecord, toText } from './record.js';
import { unavailable } from './unavailable.js';
import { WriterLock } from './writer-lock.js';

const WRITER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const isFull = (fault: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((fault as NodeJS.ErrnoException).code ?? '');

/** `writerId` names the chain: no two living processes may share one in a directory. */
export interface AuditLogOptions {
  directory: string;
  app: string;
  writerId: string;
  keys: AuditKeys;
  /** A segment is sealed once it has so many bytes, or is so old; else never. */
  segmentBytes?: number | undefined;
  segmentMs?: number | undefined;
  /** With less room than this, records that come before an effect are refused. */
  minFreeBytes?: number | undefined;
  /** So much room is held back, and given up when the disk is full. */
  ballastBytes?: number | undefined;
  logger?: AppLogger | undefined;
  /** Another way to open files and to ask for room, for tests of what disks do. */
  openHandle?: OpenHandle | undefined;
  freeBytes?: FreeBytes | undefined;
}

interface LogParts {
  chain: AuditChain;
  space: DiskSpace;
  lock: WriterLock;
  compose: (event: AuditEvent) => string;
}

/**
 * The durable audit log of one process: JSON lines in a chain of its own, in the order of the calls.
 *
 * All records that wait are written by one write that comes back from the disk (group commit). When that fails, all of them are
 * refused and none is left in the chain once a later record is written; the next record tries anew.
 */
export class AuditLog {
  readonly #group = new GroupCommit((batch) => this.#settle(batch));
  readonly #listeners = new Set<DurableListener>();
  #position: AuditPosition;
  #refusedFor: string | undefined;
  #healthy = true;
  #probing: Promise<void> | undefined;
  #lost = 0;

  private constructor(
    /** Where the segments are, without symbolic links. */
    readonly directory: string,
    private readonly options: AuditLogOptions,
    private readonly parts: LogParts,
  ) {
    this.#position = this.#positionNow();
  }

  /**
   * Takes the writer's chain in the directory (0700, made if need be), cutting off a torn last line, or begins a new chain where
   * there is none or the last record cannot be verified. Rejects when another process has the writer or the files cannot be
   * opened: no audit, no process.
   */
  static async open(options: AuditLogOptions): Promise<AuditLog> {
    const { app, writerId: writer, logger, keys, openHandle, freeBytes } = options;
    const { segmentBytes = Infinity, segmentMs = Infinity, minFreeBytes = 0, ballastBytes = 0 } = options;
    if (!WRITER_ID.test(writer)) throw new Error('an audit writer id is letters, digits and . _ -');
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    const directory = await realpath(options.directory);
    const lock = await WriterLock.takeSoon(directory, writer);
    const compose = (event: AuditEvent) => toText(toRecord(event, { app, writer }, randomUUID(), new Date()));
    const place = { directory, writer, logger };
    try {
      const chain = await AuditChain.open({ ...place, keys, segmentBytes, segmentMs, compose, openHandle });
      const space = await DiskSpace.open({ ...place, minFreeBytes, ballastBytes, freeBytes });
      return new AuditLog(directory, options, { chain, space, lock, compose });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Resolves when the record is on the disk; rejects with `AUDIT_UNAVAILABLE` when it is not. */
  async write(event: AuditEvent): Promise<void> {
    const isBeforeEffect = BEFORE_AN_EFFECT.has(event.event);
    if (isBeforeEffect) await this.#assertChanges();
    await new Promise<void>((resolve, reject) => {
      this.#accept(event, { isBeforeEffect, resolve, reject });
      this.#group.now();
    });
  }

  /** As `write`, of what has happened already: where the disk does not take it, it is noted. Rejects only once the log is closed. */
  async writeOrNote(event: AuditEvent): Promise<void> {
    await this.write(event).catch((error) => {
      // What nobody was told yet can be told by the next process, with its record.
      if (!(error instanceof AppError) || this.#group.isClosed) throw error;
      this.note(event);
    });
  }

  /** Writes soon (25 ms) or with the next `write`, and does not wait. A record that cannot be kept counts as lost. */
  note(event: AuditEvent): void {
    const reject = () => {
      this.#lost += 1;
    };
    this.#accept(event, { isBeforeEffect: false, resolve: () => undefined, reject });
    this.#group.soon();
  }

  /** The last record that is on the disk. */
  get position(): AuditPosition {
    return this.#position;
  }

  /** Tells `listener` of each write that reached the disk, before those who wait for its records. Answers how to stop that. */
  onDurable(listener: DurableListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on refuses records that come before an effect, for that reason; without one takes them again. */
  refuseChanges(reason: string | undefined): void {
    this.#refusedFor = reason;
  }

  /** The chain that is written to: another than that of the position from when it is begun until its first record is on the disk. */
  get openChain(): string {
    return this.parts.chain.head.chain;
  }

  /** Whether the last attempt to write succeeded. */
  get healthy(): boolean {
    return this.#healthy && !this.#group.isClosed;
  }

  /** How the log does, as far as is known without looking. */
  get state(): AuditState {
    const { chain, space } = this.parts;
    const { shortage, freeBytes } = space;
    return auditStateOf({
      healthy: this.healthy,
      shortage,
      freeBytes,
      refusedFor: this.#refusedFor,
      warning: chain.warning,
    });
  }

  /**
   * Whether records can be written now. Where the last could not, tries with a record that says so: else a process that is
   * given no work, because it is not healthy, would never find out that the disk is back.
   */
  async probe(): Promise<boolean> {
    await this.parts.space.look();
    if (this.healthy || this.#group.isClosed) return this.healthy;
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

  /** Writes what waits and gives the chain up. Records that come later are refused. */
  async close(): Promise<void> {
    const { chain, space, lock } = this.parts;
    await this.#group.close();
    await chain.close();
    await space.close();
    await lock.release();
  }

  async #assertChanges(): Promise<void> {
    const { space } = this.parts;
    // Nobody else may come by: what is refused here is what would have looked again.
    if (space.shortage) await space.look();
    const reason = space.shortage ?? this.#refusedFor;
    if (reason) throw unavailable(new Error(reason));
  }

  #accept(event: AuditEvent, waiting: Omit<Waiting, 'text' | 'isLook'>): void {
    try {
      const isLook = LOOKS.has(event.event);
      if (isLook && this.parts.space.isOnBallast) throw new Error('the room that is left is for the ends of jobs');
      this.#group.add({ isLook, text: this.parts.compose(event), ...waiting });
    } catch (cause) {
      waiting.reject(unavailable(cause));
    }
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    const begunAt = performance.now();
    try {
      await this.parts.chain.append(batch.map(({ text }) => text));
    } catch (cause) {
      return this.#giveUp(batch, cause);
    }
    this.#healthy = true;
    this.#position = this.#positionNow();
    this.#tell({ records: batch.length, seconds: (performance.now() - begunAt) / 1000 });
    for (const { resolve } of batch) resolve();
    void this.parts.space.look();
  }

  async #giveUp(batch: readonly Waiting[], cause: unknown): Promise<void> {
    const hasRoom = isFull(cause) && (await this.parts.space.release());
    // What the ballast made room for is the ends of what runs, not the begin of more, and not who looked.
    const isLeftOut = ({ isBeforeEffect, isLook }: Waiting) => isBeforeEffect || isLook;
    const refused = hasRoom ? batch.filter(isLeftOut) : batch;
    for (const { reject } of refused) reject(unavailable(cause));
    if (hasRoom) return this.#settle(batch.filter((waiting) => !isLeftOut(waiting)));
    const about = { err: cause, file: this.parts.chain.path };
    if (this.#healthy) this.options.logger?.error(about, 'the audit log cannot be written');
    this.#healthy = false;
  }

  #tell(commit: { records: number; seconds: number }): void {
    for (const listener of this.#listeners) {
      try {
        listener(this.#position, commit);
      } catch (err) {
        this.options.logger?.error({ err }, 'a listener of the audit log failed');
      }
    }
  }

  #positionNow(): AuditPosition {
    return { writer: this.options.writerId, ...this.parts.chain.head };
  }
}

import type { AppLogger } from '#libs/platform';
import type { AuditKeys } from '../audit-keys.js';
import type { Sink } from './batch.js';
import type { BatchLimits } from './batch-reader.js';
import { type Backlog, plus } from './chain-files.js';
import { DeliveryNotes, type DeliveryResult } from './delivery-notes.js';
import type { DeliveryParts } from './delivery-parts.js';
import { OrphanLane } from './orphan-lane.js';
import { OwnLane } from './own-lane.js';
import type { OwnLog } from './own-log.js';
import { type Pace, USUAL_PACE } from './pace.js';
import { Spool } from './spool.js';

/** A batch is at most so much, unless one record alone is longer. */
const USUAL_LIMITS: BatchLimits = { records: 1_000, bytes: 1_048_576 };

/** What delivery works with; pace and limits are for tests. */
export interface DeliveryOptions {
  log: OwnLog;
  keys: AuditKeys;
  sink: Sink;
  logger?: AppLogger | undefined;
  /** So much may wait for the data lake before changes are refused. */
  spoolMaxBytes: number;
  keptForMs: number;
  pace?: Partial<Pace> | undefined;
  limits?: BatchLimits | undefined;
}

/** How delivery stands. */
export interface DeliveryState {
  sink: string;
  undeliveredRecords: number;
  undeliveredBytes: number;
  /** Age of the oldest record that is not delivered; 0 where all are. */
  lagSeconds: number;
  /** Delivered segments that are not removed, nor what is behind them: they are not as they were written. */
  stayingSegments: number;
  /** Too much waits: changes are refused. */
  refusesChanges: boolean;
  /** Why the last try failed, where it did. */
  fault?: string | undefined;
  /** The data lake is there and does not take them: somebody must look. */
  isRefused: boolean;
}

/**
 * Delivers the records of this process, and what processes that died left in the same directory, to the data lake: at least once, in
 * order for each writer. A reader drops repeats by `id`, or by writer, chain and `seq`.
 *
 * Writing of records never waits for it. It works when records became durable, and then not at once but for all that came meanwhile.
 */
export class AuditDelivery {
  private readonly own: OwnLane;
  private readonly orphans: OrphanLane;
  private readonly spool: Spool;
  private readonly parts: DeliveryParts;
  private lookTimer: NodeJS.Timeout | undefined;

  constructor({ sink, logger, spoolMaxBytes, pace, limits = USUAL_LIMITS, ...options }: DeliveryOptions) {
    const notes = new DeliveryNotes(sink, logger);
    this.parts = { ...options, sink, logger, limits, notes, pace: { ...USUAL_PACE, ...pace } };
    this.own = new OwnLane(this.parts);
    this.orphans = new OrphanLane(this.parts);
    this.spool = new Spool(options.log, spoolMaxBytes);
  }

  /** Begins, and first looks how much waits: a process does not accept changes beyond the bound because it was started anew. */
  async start(): Promise<void> {
    await this.look();
    this.parts.log.onDurable(() => this.ring());
    this.own.start();
    this.orphans.start();
  }

  /** Where it is delivered: file, http or kafka. */
  get sinkKind(): string {
    return this.parts.sink.kind;
  }

  /** Told how each try ended. */
  onResult(listener: (result: DeliveryResult) => void): void {
    this.parts.notes.onResult = listener;
  }

  /** Reads the directory; cheap enough for each scrape. */
  async state(): Promise<DeliveryState> {
    const { records, bytes, oldestAt } = await this.backlog();
    const { fault } = this.parts.notes;
    return {
      sink: this.parts.sink.kind,
      undeliveredRecords: records,
      undeliveredBytes: bytes,
      lagSeconds: oldestAt === undefined ? 0 : Math.max(0, (this.parts.pace.now() - oldestAt) / 1000),
      stayingSegments: this.own.staying + this.orphans.staying,
      refusesChanges: this.spool.refusesChanges,
      fault: fault?.message,
      isRefused: fault?.verdict === 'refused',
    };
  }

  /** Tries once to deliver what is left, within the time, and ends. To be called when the log is closed. */
  async close(withinMs: number): Promise<void> {
    clearTimeout(this.lookTimer);
    await this.orphans.close();
    await this.own.close(withinMs);
    await this.parts.sink.close();
  }

  private ring(): void {
    this.own.ring();
    this.lookSoon();
  }

  /** Not for each commit, of which there are thousands a second. */
  private lookSoon(): void {
    this.lookTimer ??= setTimeout(() => {
      this.lookTimer = undefined;
      void this.look().catch((err) => this.parts.logger?.warn({ err }, 'the audit directory cannot be looked at'));
    }, this.parts.pace.gatherMs).unref();
  }

  private async look(): Promise<void> {
    const { bytes } = await this.backlog();
    this.spool.look(bytes);
    if (bytes > 0) this.lookSoon();
  }

  private async backlog(): Promise<Backlog> {
    return plus(await this.own.backlog(), this.orphans.backlog);
  }
}

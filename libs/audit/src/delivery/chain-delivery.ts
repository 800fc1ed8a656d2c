import { type Batch, DeliveryFault, diskFault, type Sink, sinkFault } from './batch.js';
import { type BatchLimits, readBatch } from './batch-reader.js';
import type { ChainFiles } from './chain-files.js';
import { CURSOR_BEGIN, type Cursor, CursorFile, type CursorPlace } from './cursor.js';
import { unlessAborted } from './pace.js';

/** A batch that was begun: where the cursor stands once the data lake has it. */
interface Begun {
  batch: Batch;
  after: Cursor;
}

/**
 * Delivers one chain, batch by batch.
 *
 * The borders of a batch are durable before it is first tried, and then the same until it is taken, whoever tries. Whoever calls
 * sees to it that nobody else delivers the chain meanwhile.
 */
export class ChainDelivery {
  private begun: Begun | undefined;
  private isKept = true;
  private at: Cursor;
  private records: number;

  private constructor(
    private readonly file: CursorFile,
    private readonly limits: BatchLimits,
  ) {
    this.at = file.cursor ?? CURSOR_BEGIN;
    this.records = limits.records;
  }

  static async open(place: CursorPlace, limits: BatchLimits): Promise<ChainDelivery> {
    return new ChainDelivery(await CursorFile.open(place), limits);
  }

  /** Takes the room that its cursor needs, before the disk is full. */
  async prepare(): Promise<void> {
    await this.file.prepare();
  }

  /** How far it is delivered. */
  get cursor(): Cursor {
    return this.at;
  }

  /**
   * Delivers the next batch; undefined where there is none. Rejects with what the sink or the disk says, and then has the same batch
   * next, or a half of it where it was too large.
   */
  async deliverNext(files: ChainFiles, untilSeq: number, { sink, signal }: Delivering): Promise<Batch | undefined> {
    this.begun ??= await this.begin(files, untilSeq).catch((error) => {
      throw diskFault('audit files cannot be read', error);
    });
    if (!this.begun) return this.keep();
    const { batch, after } = this.begun;
    try {
      await unlessAborted(sink.deliver(batch, signal), signal);
    } catch (error) {
      const fault = sinkFault(error);
      if (fault.verdict === 'too-large') await this.halve(batch);
      throw fault;
    }
    this.at = after;
    this.isKept = false;
    this.begun = undefined;
    this.records = Math.min(this.limits.records, 2 * this.records);
    return batch;
  }

  /** Makes what is delivered durable. Where a process dies before, the last batch is delivered once more. */
  async keep(): Promise<undefined> {
    if (this.isKept) return;
    await this.write(this.at);
  }

  private async begin(files: ChainFiles, untilSeq: number): Promise<Begun | undefined> {
    const { trying } = this.at;
    const bounds = trying
      ? { untilSeq: trying.last, records: Infinity, bytes: trying.bytes }
      : { untilSeq, records: this.records, bytes: this.limits.bytes };
    const found = await readBatch(files, this.at, bounds);
    if (!found) return undefined;
    const { batch, segment, offset } = found;
    const { last, lines } = batch;
    const after = { seq: last, segment, offset: offset + lines.length };
    if (!trying) await this.write({ seq: this.at.seq, segment, offset, trying: { last, bytes: lines.length } });
    return { batch, after };
  }

  private async write(cursor: Cursor): Promise<void> {
    await this.file.write(cursor).catch((error) => {
      throw diskFault('how far delivery came cannot be kept on the audit disk', error);
    });
    this.at = cursor;
    this.isKept = true;
  }

  private async halve({ first, last }: Batch): Promise<void> {
    if (first === last) throw new DeliveryFault('refused', `record ${first} is larger than what is taken there`);
    this.records = Math.max(1, Math.floor((last - first + 1) / 2));
    const { trying, ...cursor } = this.at;
    await this.write(cursor);
    this.begun = undefined;
  }
}

/** Whom it is delivered to. */
export interface Delivering {
  sink: Sink;
  signal: AbortSignal;
}

import { rm } from 'node:fs/promises';
import { syncDirectory } from '../durable-file.js';
import { isRun, type Run, type Scan, scanFile } from '../reading/scan-file.js';
import { removalTold, type ToldRemoval } from '../told-removal.js';
import { type ChainFiles, chainsIn, lookOf, type Segment } from './chain-files.js';
import type { Cursor } from './cursor.js';
import { takeWriter } from './delivery-lock.js';
import type { DeliveryParts } from './delivery-parts.js';
import { KnownRemovals, type RemovedBefore } from './known-removals.js';
import { isOver, type TimeBounds } from './pace.js';
import type { WriterDelivery } from './writer-delivery.js';

/**
 * Removes the oldest segments of chains that are delivered and old enough, one by one: first a record, then the file.
 *
 * A record says from where on all is gone in order, for the records of the removals before are removed in their turn: what was taken
 * away by somebody else is no part of that. A segment that is not as it was written, or whose key is not known any more, stays, and
 * all behind it: of what nobody could prove, nothing is removed.
 *
 * The last segment stays always, and with it the cursor: whoever goes on with the chain learns there where it stood.
 */
export class Removal {
  /** By writer: segments that stay, as they were when they were looked at. */
  private readonly unproved = new Map<string, Set<string>>();
  /** Chains that the last round did not come to, in their order: they come first in the next. */
  private readonly waiting = new Set<string>();
  private readonly told: KnownRemovals;

  constructor(private readonly parts: Pick<DeliveryParts, 'log' | 'keys' | 'logger' | 'keptForMs' | 'pace'>) {
    this.told = new KnownRemovals(parts.keys);
  }

  /** How many delivered segments stay because nobody can prove what they were: of a chain the first, which keeps the others. */
  get staying(): number {
    return [...this.unproved.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Of a writer that is delivered here. Where no record of a removal can be written, nothing is removed; delivery goes on all the same. */
  async tidy(writer: string, delivery: Pick<WriterDelivery, 'cursorOf'>, closing: AbortSignal): Promise<void> {
    const { log, logger, pace } = this.parts;
    const bounds = { closing, stopAt: performance.now() + pace.removalMs };
    try {
      const chains = await chainsIn(log.directory, writer);
      this.forgetChanged(writer, chains);
      for (const files of this.waitingFirst(chains)) {
        if (isOver(bounds)) break;
        this.waiting.delete(files.chain);
        await this.removeOld(files, await delivery.cursorOf(files), bounds);
      }
    } catch (err) {
      if (!closing.aborted) logger?.warn({ err, writer }, 'delivered audit segments could not be removed');
    }
  }

  /** A writer is not tidied here any more. */
  forget(writer: string): void {
    this.unproved.delete(writer);
  }

  /** What was put back, or taken away, is looked at anew. */
  private forgetChanged(writer: string, chains: readonly ChainFiles[]): void {
    const looks = new Set(chains.flatMap(({ segments }) => segments.map(lookOf)));
    const staying = this.unproved.get(writer);
    for (const look of staying ?? []) if (!looks.has(look)) staying?.delete(look);
  }

  /** All of them wait until they are begun. */
  private waitingFirst(chains: readonly ChainFiles[]): ChainFiles[] {
    for (const { chain } of chains) this.waiting.add(chain);
    const turns = [...this.waiting];
    return chains.toSorted((one, other) => turns.indexOf(one.chain) - turns.indexOf(other.chain));
  }

  private async removeOld(files: ChainFiles, cursor: Cursor, bounds: TimeBounds): Promise<void> {
    const olderThan = this.parts.pace.now() - this.parts.keptForMs;
    let before: RemovedBefore | undefined;
    for (const segment of files.segments.slice(0, -1)) {
      if (isOver(bounds) || !isDelivered(segment, cursor) || segment.changedAt > olderThan) break;
      if (this.unproved.get(files.writer)?.has(lookOf(segment))) break;
      if (before?.last !== segment.first - 1) before = await this.told.before(files, segment.first, bounds);
      before = before && (await this.removeOne(files, segment, before));
      if (!before) break;
    }
  }

  /** Answers what it told of it; undefined where the segment stays. */
  private async removeOne(
    files: ChainFiles,
    segment: Segment,
    before: RemovedBefore,
  ): Promise<ToldRemoval | undefined> {
    const scan = await scanFile(segment.path, this.parts.keys);
    const whole = wholeOf(scan, segment, before);
    if (!whole) return this.leave(files.writer, segment);
    const { writer, chain } = files;
    const { first, last, mac } = whole;
    const told = { writer, chain, first, last, mac, removedFrom: before.removedFrom };
    const isRemoved = await this.whileGone(writer, async () => {
      await this.tellAgain(files, scan);
      await this.tell(told, 'a segment that was delivered is removed');
      await rm(segment.path);
      await syncDirectory(files.directory);
    });
    return isRemoved ? told : undefined;
  }

  /** Of the dead only, but for our own: one who came back owns its files again. Its place is held for moments. */
  private async whileGone(writer: string, work: () => Promise<void>): Promise<boolean> {
    const { directory, position } = this.parts.log;
    if (writer === position.writer) return work().then(() => true);
    const lock = await takeWriter(directory, writer);
    if (!lock) return false;
    return work()
      .then(() => true)
      .finally(() => lock.release());
  }

  private leave(writer: string, segment: Segment): undefined {
    this.unproved.set(writer, (this.unproved.get(writer) ?? new Set()).add(lookOf(segment)));
    const { path: file } = segment;
    this.parts.logger?.warn(
      { file },
      'a delivered audit segment is not as it was written, or its key is not known: it stays',
    );
  }

  /** What a segment says of removals from other chains would be gone with it, while those chains still begin behind them. */
  private async tellAgain({ directory, writer, chain }: ChainFiles, { marks }: Scan): Promise<void> {
    const told = marks.flatMap(({ record }) => removalTold(record, { writer, chain }) ?? []);
    if (told.every((one) => one.chain === chain)) return;
    for (const { segments, ...other } of await chainsIn(directory)) {
      if (other.chain === chain) continue;
      const last = told.find((one) => one.chain === other.chain && one.last + 1 === segments[0]?.first);
      if (last) await this.tell(last, 'a segment was removed before: the record that said so is removed');
    }
  }

  private async tell(details: ToldRemoval, response_message: string): Promise<void> {
    await this.parts.log.write({
      event: 'segment.removed',
      correlation_id: `process-${process.pid}`,
      response_message,
      details: { ...details },
    });
  }
}

const isDelivered = ({ first, bytes }: Segment, { segment, offset }: Cursor): boolean =>
  segment > first || (segment === first && offset >= bytes);

/** All of a segment, where each of its records is as it was written, and the first one follows what was removed before. */
function wholeOf({ pieces }: Scan, { first }: Segment, { mac }: RemovedBefore): Run | undefined {
  const [run, ...more] = pieces;
  if (!run || !isRun(run) || more.length > 0 || run.first !== first) return undefined;
  return mac === undefined || run.prev === mac ? run : undefined;
}

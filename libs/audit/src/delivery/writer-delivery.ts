import type { Batch } from './batch.js';
import type { BatchLimits } from './batch-reader.js';
import { ChainDelivery, type Delivering } from './chain-delivery.js';
import { type Backlog, backlogOf, type ChainFiles, NO_BACKLOG, plus } from './chain-files.js';
import type { CursorPlace } from './cursor.js';

/** Up to which record a chain may be delivered; undefined is all of it, where nobody writes to it any more. */
export type DurableSeq = (chain: string) => number | undefined;

/** Delivers the chains of one writer, one after another, for as long as nobody else may. */
export class WriterDelivery {
  private readonly chains = new Map<string, Promise<ChainDelivery>>();
  private readonly opened: ChainDelivery[] = [];

  constructor(private readonly limits: BatchLimits) {}

  /** Delivers the next batch of the first chain that has one; undefined where none has, and that is durable then. */
  async deliverNext(files: readonly ChainFiles[], durable: DurableSeq, to: Delivering): Promise<Batch | undefined> {
    for (const one of files) {
      const chain = await this.of(one);
      const batch = await chain.deliverNext(one, durable(one.chain) ?? Infinity, to);
      if (batch) return batch;
    }
    return undefined;
  }

  async backlog(files: readonly ChainFiles[], durable: DurableSeq): Promise<Backlog> {
    let sum = NO_BACKLOG;
    for (const one of files) {
      const { cursor } = await this.of(one);
      sum = plus(sum, await backlogOf(one, cursor, durable(one.chain)));
    }
    return sum;
  }

  /** Makes durable how far all of them are delivered. */
  async keep(): Promise<void> {
    for (const chain of this.opened) await chain.keep();
  }

  /** How far a chain is delivered. */
  async cursorOf(files: ChainFiles) {
    return (await this.of(files)).cursor;
  }

  /** Once for each, however many ask: two would each have a cursor of their own. */
  private of({ directory, writer, chain }: ChainFiles): Promise<ChainDelivery> {
    const known = this.chains.get(chain) ?? this.open({ directory, writer, chain });
    this.chains.set(chain, known);
    return known;
  }

  private async open(place: CursorPlace): Promise<ChainDelivery> {
    const chain = await ChainDelivery.open(place, this.limits);
    this.opened.push(chain);
    return chain;
  }
}

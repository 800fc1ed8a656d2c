import { type Batch, DamagedChain, type DeliveryFault } from './batch.js';
import type { BatchLimits } from './batch-reader.js';
import { ChainDelivery, type Delivering } from './chain-delivery.js';
import { type Backlog, backlogOf, type ChainFiles, NO_BACKLOG, plus } from './chain-files.js';
import type { CursorPlace } from './cursor.js';

/** Up to which record a chain may be delivered; undefined is all of it, where nobody writes to it any more. */
export type DurableSeq = (chain: string) => number | undefined;

/**
 * Delivers the chains of one writer, one after another, for as long as nobody else may. One that is damaged does not keep the others
 * back: else whoever can write the directory could fill it up, and with that stop the service.
 */
export class WriterDelivery {
  private readonly chains = new Map<string, Promise<ChainDelivery>>();
  private readonly opened: ChainDelivery[] = [];
  private readonly damages = new Map<string, DeliveryFault>();

  constructor(private readonly limits: BatchLimits) {}

  /** Takes the room that cursors need, before the disk is full. */
  async prepare(files: readonly ChainFiles[]): Promise<void> {
    for (const one of files) await (await this.of(one)).prepare();
  }

  /** Why chains cannot be read on from where delivery left them, as far as `deliverNext` came. */
  get damaged(): readonly DeliveryFault[] {
    return [...this.damages.values()];
  }

  /** Delivers the next batch of the first chain that has one; undefined where none has, and that is durable then. */
  async deliverNext(files: readonly ChainFiles[], durable: DurableSeq, to: Delivering): Promise<Batch | undefined> {
    this.forgetDamagesBut(files);
    for (const one of files) {
      const batch = await this.nextOf(one, durable(one.chain) ?? Infinity, to);
      if (batch) return batch;
    }
    return undefined;
  }

  /** Of chains whose files are gone there is nothing to be mended any more. */
  private forgetDamagesBut(files: readonly ChainFiles[]): void {
    const chains = new Set(files.map(({ chain }) => chain));
    for (const chain of this.damages.keys()) if (!chains.has(chain)) this.damages.delete(chain);
  }

  private async nextOf(files: ChainFiles, untilSeq: number, to: Delivering): Promise<Batch | undefined> {
    const { chain } = files;
    try {
      const batch = await (await this.of(files)).deliverNext(files, untilSeq, to);
      this.damages.delete(chain);
      return batch;
    } catch (error) {
      if (!(error instanceof DamagedChain)) throw error;
      this.damages.set(chain, error);
      return undefined;
    }
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
    const known = this.chains.get(chain);
    if (known) return known;
    const opening = this.open({ directory, writer, chain });
    this.chains.set(chain, opening);
    // A disk that cannot be read now is asked again.
    opening.catch(() => this.chains.delete(chain));
    return opening;
  }

  private async open(place: CursorPlace): Promise<ChainDelivery> {
    const chain = await ChainDelivery.open(place, this.limits);
    this.opened.push(chain);
    return chain;
  }
}

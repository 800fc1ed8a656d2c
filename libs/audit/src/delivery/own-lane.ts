import { setTimeout as sleep } from 'node:timers/promises';
import type { WriterLock } from '../writer-lock.js';
import { Backoff } from './backoff.js';
import { type Batch, DeliveryFault } from './batch.js';
import { Bell } from './bell.js';
import { type Backlog, type ChainFiles, chainsIn } from './chain-files.js';
import { takeDelivery } from './delivery-lock.js';
import type { DeliveryParts } from './delivery-parts.js';
import { pause } from './pace.js';
import { Removal } from './removal.js';
import { WriterDelivery } from './writer-delivery.js';

/** So often it is waited for whoever delivers in our place, some seconds, before it is worth a word. */
const LONG_TRIES = 10;

const NO_TURN = 'the right to deliver the records of this process could not be taken: is another one delivering them?';

/** Delivers what this process writes. */
export class OwnLane {
  private readonly bell = new Bell();
  private readonly closing = new AbortController();
  /** Ends what the closing does not wait for any longer. */
  private readonly ending = new AbortController();
  private readonly retry: Backoff;
  private readonly refused: Backoff;
  private readonly removal: Removal;
  private delivery: WriterDelivery;
  private lock: WriterLock | undefined;
  private running: Promise<void> = Promise.resolve();
  private nextRemovalAt = 0;

  constructor(private readonly parts: DeliveryParts) {
    this.delivery = new WriterDelivery(parts.limits);
    this.retry = new Backoff(parts.pace.retry);
    this.refused = new Backoff(parts.pace.refused);
    this.removal = new Removal(parts);
  }

  start(): void {
    this.bell.ring();
    this.running = this.run();
  }

  /** Records are durable that were not before. */
  ring(): void {
    this.bell.ring();
  }

  async backlog(): Promise<Backlog> {
    return this.delivery.backlog(await this.files(), this.durable);
  }

  /** How many segments stay, as `Removal` tells it. */
  get staying(): number {
    return this.removal.staying;
  }

  /** Ends soon; before, tries once to deliver what is left, within the time. */
  async close(withinMs: number): Promise<void> {
    this.closing.abort();
    this.bell.ring();
    const finishing = this.finish();
    await Promise.race([finishing, sleep(withinMs, undefined, { ref: false })]);
    this.ending.abort();
    // Not before it has put its cursor down: whoever takes the lock next reads that.
    await finishing;
    await this.lock?.release();
  }

  private async finish(): Promise<void> {
    await this.running;
    if (!this.lock) return;
    await this.deliverAll().catch((error) => this.parts.notes.failed(this.lane, error));
  }

  private async run(): Promise<void> {
    await this.takeLock();
    while (!this.closing.signal.aborted) {
      try {
        await this.bell.rung(this.parts.pace.roundMs);
        await pause(this.parts.pace.gatherMs, this.closing.signal);
        if (this.closing.signal.aborted) return;
        await this.deliverAll();
        await this.tidy();
      } catch (error) {
        await this.rest(error);
      }
    }
  }

  /** Another process may be delivering what we left when we last died: it stops as soon as it sees us. */
  private async takeLock(): Promise<void> {
    const { pace } = this.parts;
    for (let tries = 1; !this.closing.signal.aborted; tries++) {
      this.lock = await this.tryLock(tries);
      if (this.lock) break;
      await pause(pace.gatherMs, this.closing.signal);
    }
    // What was read of the cursor before may be older than what that process left.
    this.delivery = new WriterDelivery(this.parts.limits);
    // Where there is no room any more, the first batch says so.
    await this.files()
      .then((files) => this.delivery.prepare(files))
      .catch(() => undefined);
  }

  private async tryLock(tries: number): Promise<WriterLock | undefined> {
    const { log, notes } = this.parts;
    try {
      const lock = await takeDelivery(log.directory, log.position.writer);
      if (lock) notes.over(this.lane, NO_TURN);
      else if (tries >= LONG_TRIES) notes.failed(this.lane, new DeliveryFault('later', NO_TURN));
      return lock;
    } catch (err) {
      this.parts.logger?.warn({ err }, 'the right to deliver audit records cannot be taken');
      notes.failed(this.lane, new DeliveryFault('later', NO_TURN));
      return undefined;
    }
  }

  private async deliverAll(): Promise<void> {
    const { sink, notes } = this.parts;
    for (;;) {
      const batch = await this.delivery.deliverNext(await this.files(), this.durable, {
        sink,
        signal: this.ending.signal,
      });
      notes.damaged(this.lane.writer, this.delivery.damaged);
      if (!batch) return void notes.over(this.lane);
      notes.taken(batch);
      this.retry.reset();
      this.refused.reset();
      if (!this.closing.signal.aborted && !this.isFull(batch)) return this.bell.ring();
    }
  }

  /** Behind a batch that is not full, little is left: it waits for company. */
  private isFull({ first, last, lines }: Batch): boolean {
    const { records, bytes } = this.parts.limits;
    return last - first + 1 >= records || lines.length >= bytes / 2;
  }

  private async rest(error: unknown): Promise<void> {
    const { verdict, retryAfterMs } = this.parts.notes.failed(this.lane, error);
    this.bell.ring();
    if (verdict === 'too-large') return;
    const backoff = verdict === 'refused' ? this.refused : this.retry;
    await pause(backoff.next(retryAfterMs), this.closing.signal);
  }

  private async tidy(): Promise<void> {
    const { pace } = this.parts;
    if (pace.now() < this.nextRemovalAt) return;
    this.nextRemovalAt = pace.now() + pace.roundMs;
    await this.removal.tidy(this.lane.writer, this.delivery, this.closing.signal);
  }

  private get lane(): { writer: string } {
    return { writer: this.parts.log.position.writer };
  }

  private files(): Promise<ChainFiles[]> {
    const { log } = this.parts;
    return chainsIn(log.directory, log.position.writer);
  }

  /** All of the chains before; nothing yet of one that was just begun. */
  private readonly durable = (chain: string): number | undefined => {
    const { position, openChain } = this.parts.log;
    if (chain === position.chain) return position.seq;
    return chain === openChain ? 0 : undefined;
  };
}

import { open } from 'node:fs/promises';
import { type Backlog, backlogOf, type ChainFiles, chainsIn, NO_BACKLOG, plus } from './chain-files.js';
import { CURSOR_BEGIN, readCursor } from './cursor.js';
import { isAlive, takeDelivery } from './delivery-lock.js';
import type { DeliveryParts } from './delivery-parts.js';
import { pause } from './pace.js';
import { Removal } from './removal.js';
import { WriterDelivery } from './writer-delivery.js';

/** Nobody writes to these chains now: all of them that is there may be delivered. */
const everything = () => undefined;

/** Delivers what other processes wrote and, as they died, did not deliver. */
export class OrphanLane {
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private left = NO_BACKLOG;
  /** The writers of whom there were files. */
  private known: ReadonlySet<string> = new Set();

  private readonly removal: Removal;

  constructor(private readonly parts: DeliveryParts) {
    this.removal = new Removal(parts);
  }

  start(): void {
    this.running = this.run();
  }

  /** What was left of the dead when it was last looked for. */
  get backlog(): Backlog {
    return this.left;
  }

  /** How many segments stay, as `Removal` tells it. */
  get staying(): number {
    return this.removal.staying;
  }

  /** Ends with the batch under way, which may be broken off: whoever comes next repeats it. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.round().then(
        () => this.parts.notes.over('the dead'),
        (error) => this.parts.notes.failed('the dead', error),
      );
      await pause(this.parts.pace.roundMs, signal);
    }
  }

  private async round(): Promise<void> {
    const { directory, position } = this.parts.log;
    const others = (await chainsIn(directory)).filter(({ writer }) => writer !== position.writer);
    const writers = new Set(others.map(({ writer }) => writer));
    for (const writer of this.known) if (!writers.has(writer)) this.forget(writer);
    this.known = writers;
    let left = NO_BACKLOG;
    for (const writer of writers) {
      if (this.closing.signal.aborted) return;
      left = plus(left, await this.tend(directory, writer));
    }
    this.left = left;
  }

  /** Answers what is left to deliver of a writer. What goes wrong with one keeps no other back. */
  private async tend(directory: string, writer: string): Promise<Backlog> {
    try {
      if (await isAlive(directory, writer)) return this.forget(writer);
      return await this.adopt(writer);
    } catch (error) {
      this.parts.notes.failed({ writer }, error);
      return leftOf(await chainsIn(directory, writer));
    }
  }

  /** Nothing of it is ours to deliver any more: its process does that, or another one, or its files are gone. */
  private leave(writer: string): Backlog {
    this.parts.notes.over({ writer });
    this.parts.notes.damaged(writer, []);
    return NO_BACKLOG;
  }

  /** Its process is back, or its files are gone. */
  private forget(writer: string): Backlog {
    this.removal.forget(writer);
    return this.leave(writer);
  }

  private async adopt(writer: string): Promise<Backlog> {
    const { log, limits } = this.parts;
    const lock = await takeDelivery(log.directory, writer);
    if (!lock) return this.leave(writer);
    try {
      // As large as they are now: what a process writes that comes back is its own to deliver.
      const files = await chainsIn(log.directory, writer);
      const delivery = new WriterDelivery(limits);
      await this.deliver(writer, files, delivery);
      await this.removal.tidy(writer, delivery, this.closing.signal);
      return await delivery.backlog(files, everything);
    } finally {
      await lock.release();
    }
  }

  private async deliver(writer: string, files: ChainFiles[], delivery: WriterDelivery): Promise<void> {
    const { log } = this.parts;
    const { signal } = this.closing;
    if ((await delivery.backlog(files, everything)).bytes > 0) await syncAll(files);
    try {
      while (!signal.aborted && !(await isAlive(log.directory, writer))) {
        if (!(await this.deliverOne(writer, files, delivery))) return;
      }
    } finally {
      await delivery.keep();
    }
  }

  /** Whether it is to go on: what was too large is tried in smaller parts, at once, for the next round would not know of it. */
  private async deliverOne(writer: string, files: ChainFiles[], delivery: WriterDelivery): Promise<boolean> {
    const { sink, notes } = this.parts;
    const { signal } = this.closing;
    try {
      const batch = await delivery.deliverNext(files, everything, { sink, signal });
      notes.damaged(writer, delivery.damaged);
      if (batch) notes.taken(batch);
      else notes.over({ writer });
      return batch !== undefined;
    } catch (error) {
      return !signal.aborted && notes.failed({ writer }, error).verdict === 'too-large';
    }
  }
}

/** All of a chain, where nobody can read how far it is delivered. */
async function leftOf(files: readonly ChainFiles[]): Promise<Backlog> {
  let left = NO_BACKLOG;
  for (const one of files) left = plus(left, await backlogOf(one, (await readCursor(one)) ?? CURSOR_BEGIN));
  return left;
}

/** The dead may not have come to it; delivered must be what a power cut does not take back. */
async function syncAll(files: readonly ChainFiles[]): Promise<void> {
  for (const { segments } of files) {
    const last = segments.at(-1);
    if (!last) continue;
    const handle = await open(last.path, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

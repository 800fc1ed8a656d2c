import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppLogger } from '#libs/platform';
import { type Anchor, anchorLine } from './anchor.js';
import type { AuditKeys } from './audit-keys.js';
import { BoundedWork } from './bounded-work.js';

const EVERY_MS = 60_000;
/** Another system may hang: less than the time between two anchors. */
const KEPT_WITHIN_MS = 5_000;
const CLOSED_WITHIN_MS = 2_000;
const LINE_END = 0x0a;

/** What anchors are made of. */
export interface AnchorParts {
  /** The log whose chain is anchored. */
  log: { readonly position: Omit<Anchor, 'at'> };
  keys: AuditKeys;
  /** Where another system keeps them. It is never made: a mount that is away must not be mistaken for it. */
  directory?: string | undefined;
  logger: AppLogger;
  /** A minute, but in tests. */
  everyMs?: number | undefined;
  /** Some seconds, but in tests. */
  keptWithinMs?: number | undefined;
}

/**
 * Says at the start, each minute while records are written, and at the end where the chain of a writer stands: as a line of the log, and in a file of
 * the anchor directory. Who cuts records off the end of a chain, which the chain itself cannot show, is found out by it.
 *
 * Nothing waits for an anchor, and one that cannot be kept stops nobody: it is logged, counted and made up for by the next.
 */
export class AuditAnchors {
  #timer: NodeJS.Timeout | undefined;
  #saying: Promise<void> = Promise.resolve();
  /** What was said and kept last. */
  #kept = '';
  #failures = 0;
  #fault: string | undefined;
  readonly #work: BoundedWork;

  constructor(private readonly parts: AnchorParts) {
    this.#work = new BoundedWork(parts.keptWithinMs ?? KEPT_WITHIN_MS);
  }

  /** Begins, with where the chain stands after the last process, however that ended. To be called once. */
  start(): void {
    void this.say();
    this.#timer = setInterval(() => void this.say(), this.parts.everyMs ?? EVERY_MS).unref();
  }

  /** How many anchors could not be kept since the process began. */
  get failures(): number {
    return this.#failures;
  }

  /** Why the last anchor could not be kept, in words for a readiness answer; undefined where it could. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** Anchors the chain now, unless it stands where it stood. Never rejects. */
  say(): Promise<void> {
    this.#saying = this.#saying.then(() => this.#sayNow());
    return this.#saying;
  }

  /**
   * Anchors the end of the chain, unless that takes longer than seconds. To be called when the log is closed: nothing comes behind it
   * any more.
   */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { keptWithinMs = CLOSED_WITHIN_MS } = this.parts;
    await Promise.race([this.say(), sleep(Math.min(keptWithinMs, CLOSED_WITHIN_MS), undefined, { ref: false })]);
  }

  async #sayNow(): Promise<void> {
    const { log, keys, logger } = this.parts;
    const { writer, chain, seq, mac } = log.position;
    if (seq === 0 || mac === this.#kept) return;
    try {
      const anchor = anchorLine({ writer, chain, seq, mac, at: new Date().toISOString() }, keys);
      logger.info({ anchor }, 'audit anchor');
      await this.#keep(writer, anchor);
      this.#kept = mac;
      this.#fault = undefined;
    } catch (error) {
      this.#tell(error);
    }
  }

  async #keep(writer: string, anchor: string): Promise<void> {
    const { directory } = this.parts;
    if (directory === undefined) return;
    await this.#work.do(() => append(join(directory, `${writer}.anchors.jsonl`), anchor));
  }

  #tell(err: unknown): void {
    const { directory, logger } = this.parts;
    this.#failures += 1;
    this.#fault = `audit anchors cannot be kept (${(err as { code?: string }).code ?? 'no code'})`;
    logger.warn({ err, directory }, 'an audit anchor could not be kept');
  }
}

/** Appends a line and waits until it is on the disk. Behind a line that was torn it begins a new one: nothing is ever taken away. */
async function append(path: string, line: string): Promise<void> {
  const handle = await open(path, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    await handle.appendFile(`${size > 0 && last[0] !== LINE_END ? '\n' : ''}${line}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AppLogger } from '#libs/platform';
import { AuditFile, type OpenHandle, SegmentLost } from './audit-file.js';
import type { AuditKeys } from './audit-keys.js';
import { CHAIN_BEGIN, linked } from './chain.js';
import { type Before, type ChainEnd, type FoundChain, findChain } from './chain-end.js';
import { beginRecord, repairRecord, sealRecord } from './chain-records.js';
import type { AuditEvent } from './events.js';
import { segmentFile } from './segment-name.js';

const LOOK_EVERY_MS = 1_000;

/** Why a chain is not continued, for the log and for its records. */
const BROKEN = {
  'not genuine': {
    warning: 'the last audit record could not be verified: a new chain begins',
    cause: 'the last record could not be verified',
  },
  cut: {
    warning: 'audit records are gone that were delivered: a new chain begins',
    cause: 'the chain ended before what was delivered of it',
  },
} as const;

/** What a chain is written with. */
export interface ChainParts {
  directory: string;
  writer: string;
  keys: AuditKeys;
  /** A segment is sealed once it has so many bytes, or is so old. */
  segmentBytes: number;
  segmentMs: number;
  /** The JSON of a record of ours. */
  compose: (event: AuditEvent) => string;
  openHandle: OpenHandle | undefined;
  logger: AppLogger | undefined;
}

/**
 * The chain of one writer on the disk: segments of linked lines, of which the newest is open.
 *
 * What `append` resolved for is on the disk and in the chain. After a rejection the chain stands where it stood, and the next
 * `append` goes on from there. A crash at any moment costs nothing but what was not resolved.
 */
export class AuditChain {
  #file: AuditFile | undefined;
  /** Records of our own that come before the next one. */
  #owed: AuditEvent[] = [];
  #warning: string | undefined;
  #lookedAt = Date.now();

  private constructor(
    private readonly parts: ChainParts,
    private end: ChainEnd,
  ) {}

  /** Goes on with the newest chain of the writer, or begins one. */
  static async open(parts: ChainParts): Promise<AuditChain> {
    const found = await findChain(parts.directory, parts.writer, parts.keys);
    const chain = new AuditChain(parts, found.found === 'whole' ? found.end : newChain());
    if (found.found === 'whole') await chain.#goOn(found);
    else await chain.#begin(found);
    return chain;
  }

  get head(): Before {
    return { chain: this.end.chain, ...this.end.head };
  }

  /** What somebody should know of: that a chain could not be continued. */
  get warning(): string | undefined {
    return this.#warning;
  }

  get path(): string {
    return this.#pathOf(this.end.first);
  }

  /** Writes records, as JSON, behind those before. */
  async append(texts: readonly string[]): Promise<void> {
    try {
      await this.#makeReady();
      await this.#put([...this.#owed.map(this.parts.compose), ...texts]);
      this.#owed = [];
    } catch (error) {
      // A failed write leaves the file in doubt: it is opened anew, at what was durable, before the next record.
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => undefined);
  }

  async #goOn({ file, tornBytes, sealed, before }: FoundChain & { found: 'whole' }): Promise<void> {
    const { parts, end } = this;
    // A crash between the two steps of a rotation had left it writable.
    await Promise.all(sealed.map((path) => this.#seal(path)));
    // One that is sealed need not be written to, and may not be.
    if (!end.isSealed || tornBytes > 0) this.#file = await AuditFile.reopen(file, end.bytes, parts.openHandle);
    else await AuditFile.bringToDisk(file, parts.openHandle);
    if (end.head.seq === 0) this.#owed.push(beginRecord(end.chain, 'no record was in the segment', before));
    if (tornBytes === 0) return;
    parts.logger?.warn({ file, cutBytes: tornBytes }, 'a torn audit record was cut off');
    this.#owed.push(repairRecord(basename(file), tornBytes));
  }

  async #begin(found: FoundChain & { found: 'none' | 'unverified' }): Promise<void> {
    if (found.found === 'none') return this.#beginFor('no segment was there');
    const { before, file, why } = found;
    const { warning, cause } = BROKEN[why];
    this.#warn(warning, file);
    await this.#beginFor(cause, before);
    await this.#seal(file);
  }

  async #beginFor(cause: string, before?: Before): Promise<void> {
    const end = newChain();
    await mkdir(this.parts.directory, { recursive: true, mode: 0o700 });
    this.#file = await AuditFile.create(this.#pathOf(end.first, end.chain), this.parts.openHandle);
    this.end = end;
    this.#owed = [beginRecord(end.chain, cause, before)];
  }

  async #makeReady(): Promise<void> {
    await this.#look();
    if (!this.end.isSealed) this.#file ??= await this.#reopened();
    const { end, parts } = this;
    const isEmpty = end.head.seq < end.first;
    const isOld = end.bytes >= parts.segmentBytes || Date.now() - end.bornAt >= parts.segmentMs;
    if (end.isSealed || (isOld && !isEmpty)) await this.#rotate();
  }

  /** A file that was moved away would take what is written to it along: nobody would ever find it. */
  async #look(): Promise<void> {
    if (Date.now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = Date.now();
    if (this.#file && !(await this.#file.isStillAt(this.path))) await this.close();
  }

  async #reopened(): Promise<AuditFile> {
    try {
      return await AuditFile.reopen(this.path, this.end.bytes, this.parts.openHandle);
    } catch (error) {
      if (!(error instanceof SegmentLost)) throw error;
      this.#warn('audit records are gone that were written: a new chain begins', this.path);
      await this.#beginFor('the segment was gone or shorter than what was written', this.head);
      return this.#file as AuditFile;
    }
  }

  /** In this order: whatever the last step was when the power went, the next start goes on behind it. */
  async #rotate(): Promise<void> {
    const [old, path] = [this.#file, this.path];
    const { chain, first } = this.end;
    if (!this.end.isSealed) await this.#put([this.parts.compose(sealRecord(first, this.end.head.seq + 1))]);
    this.end.isSealed = true;
    const next = { ...newChain(), chain, head: this.end.head, first: this.end.head.seq + 1 };
    this.#file = await AuditFile.create(this.#pathOf(next.first), this.parts.openHandle);
    this.end = next;
    await old?.close().catch(() => undefined);
    await this.#seal(path);
  }

  /** Nobody is to append to it any more. Where that fails, or the power goes now, the next start tries it again. */
  async #seal(file: string): Promise<void> {
    await chmod(file, 0o400).catch((err) => this.parts.logger?.warn({ err, file }, 'an audit segment stays writable'));
  }

  async #put(texts: readonly string[]): Promise<void> {
    let { head } = this.end;
    const lines = texts.map((text) => {
      const link = linked(text, head, this.parts.keys);
      head = link.head;
      return `${link.line}\n`;
    });
    const file = this.#file as AuditFile;
    await file.append(Buffer.from(lines.join('')));
    // Only now: a chain of which the last write failed must go on from the record before.
    Object.assign(this.end, { head, bytes: file.durableBytes });
  }

  #pathOf(first: number, chain = this.end.chain): string {
    return join(this.parts.directory, segmentFile({ writer: this.parts.writer, chain, first }));
  }

  #warn(message: string, file: string): void {
    this.#warning = message;
    this.parts.logger?.error({ file }, message);
  }
}

const newChain = (): ChainEnd => ({
  chain: randomBytes(8).toString('hex'),
  head: CHAIN_BEGIN,
  first: 1,
  bytes: 0,
  bornAt: Date.now(),
  isSealed: false,
});

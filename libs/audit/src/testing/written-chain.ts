import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '#libs/platform';
import { AuditKeys } from '../audit-keys.js';
import { CHAIN_BEGIN, type ChainHead, linked } from '../chain.js';
import { segmentFile } from '../segment-name.js';

/** Keys by id; the first signs. */
export const keysNamed = (...ids: string[]): AuditKeys =>
  new AuditKeys(new Map(ids.map((id) => [id, new Secret(`${id}-`.padEnd(40, 'k'))])));

/** What a record of a test may say. */
export interface TestRecord {
  event?: string;
  details?: Record<string, unknown>;
  [member: string]: unknown;
}

/** The files of one chain as a writer leaves them, for tests of those who read them. */
export class WrittenChain {
  readonly chain = randomBytes(8).toString('hex');
  head: ChainHead = CHAIN_BEGIN;
  keys: AuditKeys;
  #first = 1;
  #path: string;

  constructor(
    readonly directory: string,
    readonly writer = 'worker-1',
    keys = keysNamed('k1'),
  ) {
    this.keys = keys;
    this.#path = this.pathOf(1);
  }

  /** The path of the segment that begins with a record. */
  pathOf(first: number): string {
    return join(this.directory, segmentFile({ writer: this.writer, chain: this.chain, first }));
  }

  /** A chain that begins as one of ours does. */
  begin(cause = 'no segment was there', before?: Record<string, unknown>): this {
    return this.put({ event: 'chain.begun', details: { chain: this.chain, cause, ...(before && { before }) } });
  }

  /** Writes a record; it has the number `head.seq`. */
  put({ event = 'request.answered', details = {}, ...more }: TestRecord = {}): this {
    const number = this.head.seq + 1;
    const ts = new Date(Date.UTC(2026, 2, 1, 10) + number * 1000).toISOString();
    const record = { v: 2, id: `id-${number}`, ts, app: 'worker', writer: this.writer, event, ...more, details };
    const { line, head } = linked(JSON.stringify(record), this.head, this.keys);
    appendFileSync(this.#path, `${line}\n`);
    this.head = head;
    return this;
  }

  putMany(count: number): this {
    for (let index = 0; index < count; index++) this.put();
    return this;
  }

  /** Seals the segment and goes on in the next. */
  rotate(numbers: Record<string, unknown> = {}): this {
    const records = this.head.seq + 2 - this.#first;
    this.put({ event: 'segment.sealed', details: { first: this.#first, records, ...numbers } });
    return this.next();
  }

  /** Goes on in the next segment without a seal. */
  next(): this {
    this.#first = this.head.seq + 1;
    this.#path = this.pathOf(this.#first);
    writeFileSync(this.#path, '');
    return this;
  }

  /** Drops records of a segment as the data lake has them. */
  deliver(directory: string, segment: number, first: number, last: number): string {
    const padded = (seq: number) => String(seq).padStart(12, '0');
    const path = join(directory, `${this.writer}~${this.chain}~${padded(first)}-${padded(last)}.jsonl`);
    const lines = linesOf(this.pathOf(segment)).slice(first - segment, last - segment + 1);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  }
}

/** The lines of a file, each without its end. */
export const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

/** Writes a file anew, as changed by `change`. */
export function tamper(path: string, change: (lines: string[]) => string[]): void {
  writeFileSync(
    path,
    change(linesOf(path))
      .map((line) => `${line}\n`)
      .join(''),
  );
}

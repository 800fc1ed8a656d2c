import { isUtf8 } from 'node:buffer';
import type { AuditKeys } from '../audit-keys.js';
import { type ChainLink, isGenuine, linkOf } from '../chain.js';
import { type FileLine, fileLines } from './file-lines.js';
import type { RecordFacts } from './findings.js';
import { addUse, type KeyJudge, type KeyUse } from './key-uses.js';

/** Genuine records in lines one behind the other, each bound to the one before. */
export interface Run {
  first: number;
  last: number;
  line: number;
  /** The MAC that its first record names as the one before. */
  prev: string;
  /** The MAC of its last record. */
  mac: string;
  begin: RecordFacts;
  /** Its last line, to be read where it matters. */
  lastText: string;
}

/** Lines that prove nothing: `lines` of them, one behind the other. */
export interface Damage {
  kind: 'edited' | 'unknown-key' | 'no-record' | 'torn';
  line: number;
  lines: number;
  /** What the first of them claims; with it the record it may have been. */
  link?: ChainLink | undefined;
  record: RecordFacts;
}

/** A genuine record that says something about its chain. */
export interface ChainMark {
  seq: number;
  line: number;
  mac: string;
  record: RecordFacts;
}

/** What stands in a file, in the order of its lines. */
export interface Scan {
  pieces: (Run | Damage)[];
  marks: ChainMark[];
  /** What keys were used for; empty where nobody asks. */
  uses: KeyUse[];
}

/** Whether a piece is a run of genuine records. */
export const isRun = (piece: Run | Damage): piece is Run => 'mac' in piece;

const MARK = /"event":"(chain|segment)\.[a-z]+"/;

/** Reads a file of records once, whatever its length, and keeps what it is made of: one run where all is well. */
export async function scanFile(path: string, keys: AuditKeys, judge?: KeyJudge): Promise<Scan> {
  const scan = new Scanning(keys, judge);
  for await (const lines of fileLines(path)) for (const line of lines) scan.take(line);
  return scan;
}

class Scanning implements Scan {
  readonly pieces: (Run | Damage)[] = [];
  readonly marks: ChainMark[] = [];
  readonly uses: KeyUse[] = [];
  #highest: Run | undefined;

  constructor(
    private readonly keys: AuditKeys,
    private readonly judge: KeyJudge | undefined,
  ) {}

  take({ bytes, number, isTorn }: FileLine): void {
    // Other bytes that read as the same text would have the same MAC.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined;
    const link = text === undefined ? undefined : linkOf(text);
    if (text === undefined || !link) this.#damage({ kind: 'no-record', line: number, lines: 1, record: {} }, isTorn);
    else if (isTorn || !isGenuine(text, this.keys)) {
      const kind = this.keys.byId(link.kid) ? 'edited' : 'unknown-key';
      this.#damage({ kind, line: number, lines: 1, link, record: factsOf(text) }, isTorn);
    } else this.#record(text, link, number);
  }

  #record(text: string, link: ChainLink, line: number): void {
    const { seq, prev, mac, kid } = link;
    if (this.judge) addUse(this.uses, this.judge, { ...factsOf(text), kid, seq, line });
    if (MARK.test(text)) this.marks.push({ seq, line, mac, record: factsOf(text) });
    const run = this.pieces.at(-1);
    if (run && isRun(run) && follows(run, link) && !this.#goesOnWith(link, run)) {
      run.last = seq;
      run.mac = mac;
      run.lastText = text;
    } else {
      this.pieces.push({ first: seq, last: seq, line, prev, mac, begin: factsOf(text), lastText: text });
    }
    const latest = this.pieces.at(-1) as Run;
    if (!this.#highest || latest.last > this.#highest.last) this.#highest = latest;
  }

  /** Behind a repeated record goes on what stood before the repeat. */
  #goesOnWith(link: ChainLink, run: Run): boolean {
    return this.#highest !== undefined && this.#highest !== run && follows(this.#highest, link);
  }

  #damage(damage: Damage, isTorn: boolean): void {
    const last = this.pieces.at(-1);
    if (isTorn) this.pieces.push({ ...damage, kind: 'torn' });
    else if (last && !isRun(last) && isMoreOf(last, damage)) last.lines += 1;
    else this.pieces.push(damage);
  }
}

const follows = (run: Run, { seq, prev }: ChainLink): boolean => seq === run.last + 1 && prev === run.mac;

/** A file of another key, or of no records, is one finding; edited records are named one by one. */
const isMoreOf = (last: Damage, { kind, link }: Damage): boolean =>
  last.kind === kind &&
  (kind === 'no-record' ||
    (kind === 'unknown-key' && link?.kid === last.link?.kid && link?.seq === (last.link?.seq ?? 0) + last.lines));

/** What a line says of itself; nothing where it is no JSON object. */
export function factsOf(text: string): RecordFacts {
  try {
    const { id, event, ts, writer, details } = JSON.parse(text) as Record<string, unknown>;
    return { ...texts({ id, event, ts, writer }), ...(isObject(details) && { details }) };
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const texts = (members: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(members).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

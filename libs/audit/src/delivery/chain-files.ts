import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChainHead, linkOf } from '../chain.js';
import { readEnd } from '../file-end.js';
import { segmentName } from '../segment-name.js';
import type { Cursor } from './cursor.js';

/** A file of a chain, as large as it was when it was looked at. */
export interface Segment {
  path: string;
  /** Number of its first record. */
  first: number;
  bytes: number;
  changedAt: number;
}

/** What shows that a file is as it was when it was looked at. */
export const lookOf = ({ path, bytes, changedAt }: Segment): string => `${path} ${bytes} ${changedAt}`;

/** The segments of a chain, in order. */
export interface ChainFiles {
  directory: string;
  writer: string;
  chain: string;
  segments: readonly Segment[];
}

/** The chains in a directory, of one writer or of all, those that ended earlier first. */
export async function chainsIn(directory: string, writer?: string): Promise<ChainFiles[]> {
  const chains = new Map<string, { writer: string; chain: string; segments: Segment[] }>();
  for (const file of (await readdir(directory)).sort()) {
    const name = segmentName(file);
    if (!name || (writer !== undefined && name.writer !== writer)) continue;
    const segment = await segmentAt(join(directory, file), name.first);
    if (!segment) continue;
    const key = `${name.writer}~${name.chain}`;
    const known = chains.get(key) ?? { ...name, segments: [] };
    chains.set(key, { writer: known.writer, chain: known.chain, segments: [...known.segments, segment] });
  }
  return [...chains.values()].map((chain) => ({ directory, ...chain })).sort((a, b) => endOf(a) - endOf(b));
}

/** What is gone by now was removed by who delivered it. */
async function segmentAt(path: string, first: number): Promise<Segment | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { path, first, bytes: found.size, changedAt: found.mtimeMs };
}

const endOf = ({ segments }: Pick<ChainFiles, 'segments'>): number => segments.at(-1)?.changedAt ?? 0;

/** Number and MAC of the last whole record of a segment; undefined where it has none that says so. */
async function lastLinkIn({ path }: Segment): Promise<ChainHead | undefined> {
  const link = linkOf((await readEnd(path)).lastLine ?? '');
  return link && { seq: link.seq, mac: link.mac };
}

/** A record says when it was written within so much of its begin. */
const HEAD_BYTES = 1_024;

/** What is still to be delivered of a chain. */
export interface Backlog {
  records: number;
  bytes: number;
  /** When the oldest of these records was written. */
  oldestAt?: number | undefined;
}

export const NO_BACKLOG: Backlog = { records: 0, bytes: 0 };

/** Both together. */
export function plus(one: Backlog, other: Backlog): Backlog {
  const times = [one, other].flatMap(({ oldestAt }) => oldestAt ?? []);
  const oldestAt = times.length > 0 ? Math.min(...times) : undefined;
  return { records: one.records + other.records, bytes: one.bytes + other.bytes, oldestAt };
}

/** What of a chain lies behind its cursor. `lastSeq` is its last record, where somebody knows it. */
export async function backlogOf(files: ChainFiles, cursor: Cursor, lastSeq?: number): Promise<Backlog> {
  const behind = files.segments.filter(({ first }) => first >= cursor.segment);
  const deliveredOf = ({ first }: Segment) => (first === cursor.segment ? cursor.offset : 0);
  const bytes = behind.reduce((sum, segment) => sum + Math.max(0, segment.bytes - deliveredOf(segment)), 0);
  if (bytes === 0) return { records: 0, bytes };
  // Where the disk does not say how many they are, there is one at least.
  const last = lastSeq ?? (await lastSeqOf(behind).catch(() => cursor.seq + 1));
  const records = Math.max(0, last - cursor.seq);
  const oldest = behind.find((segment) => segment.bytes > deliveredOf(segment));
  // A torn line alone is no record, however long it lies there.
  if (records === 0 || !oldest) return { records, bytes };
  return { records, bytes, oldestAt: await writtenAt(oldest, deliveredOf(oldest)).catch(() => oldest.changedAt) };
}

/** The time in the first record behind `offset` that has one; else when the file was changed, which is not before it. */
async function writtenAt({ path, changedAt }: Segment, offset: number): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, offset);
    const [, text = ''] = /"ts":"([^"]{1,40})"/.exec(buffer.toString('utf8', 0, bytesRead)) ?? [];
    return Date.parse(text) || changedAt;
  } finally {
    await handle.close();
  }
}

async function lastSeqOf(segments: readonly Segment[]): Promise<number> {
  for (const segment of segments.toReversed()) {
    const link = await lastLinkIn(segment);
    if (link) return link.seq;
  }
  return 0;
}

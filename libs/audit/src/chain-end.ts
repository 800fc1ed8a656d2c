import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditKeys } from './audit-keys.js';
import { CHAIN_BEGIN, type ChainHead, isGenuine, linkOf } from './chain.js';
import { type CursorPlace, readCursor } from './delivery/cursor.js';
import { type FileEnd, readEnd, readFirstLine } from './file-end.js';
import { type SegmentName, segmentFile, segmentName } from './segment-name.js';

/** The newest segment of a chain and where the chain stands. */
export interface ChainEnd {
  chain: string;
  head: ChainHead;
  /** Number of the first record of that segment. */
  first: number;
  /** How much of it are whole lines. */
  bytes: number;
  bornAt: number;
  /** Its last record says that nothing comes behind it: the next segment was about to be made. */
  isSealed: boolean;
}

/** Where a chain stood that is not continued; `seq` is 0 where nobody can read it. */
export type Before = ChainHead & { chain: string };

/** What the files of a writer tell about its newest chain. */
export type FoundChain =
  | { found: 'none' }
  /** It can be continued, once the torn last line is cut off. */
  | {
      found: 'whole';
      end: ChainEnd;
      tornBytes: number;
      file: string;
      sealed: readonly string[];
      before: Before | undefined;
    }
  /**
   * Its last record is not as it was written, or a key is missing: whoever continued it would vouch for it. Or it ends before what was
   * delivered, so that what came next would pass for delivered.
   */
  | { found: 'unverified'; why: 'not genuine' | 'cut'; before: Before; file: string };

/** Finds the newest chain of a writer, and where it ends. Changes nothing. */
export async function findChain(directory: string, writer: string, keys: AuditKeys): Promise<FoundChain> {
  const [segments = [], older] = await chainsOf(directory, writer);
  const [before, newest] = [segments.at(-2), segments.at(-1)];
  if (!newest) return { found: 'none' };
  const { chain, first } = newest;
  const file = join(directory, segmentFile(newest));
  const own = await readEnd(file);
  const lastLine = own.lastLine ?? (before && (await lastLineOf(directory, before)));
  const head = verifiedHead(lastLine, { isOwn: own.lastLine !== undefined, first }, keys);
  const broken = { found: 'unverified' as const, before: { chain, ...headOf(lastLine) }, file };
  if (!head) return { ...broken, why: 'not genuine' };
  if (await isCut({ directory, writer, chain }, head)) return { ...broken, why: 'cut' };
  const end = { chain, head, first, bytes: own.wholeBytes, bornAt: own.bornAt, isSealed: isSealing(own) };
  const sealed = segments.slice(0, -1).map((segment) => join(directory, segmentFile(segment)));
  const last = head.seq === 0 ? older?.at(-1) : undefined;
  const given = last && { chain: last.chain, ...headOf(await lastLineOf(directory, last)) };
  return { found: 'whole', end, tornBytes: own.size - own.wholeBytes, file, sealed, before: given };
}

/** Whether records are gone that were delivered, or tried: those were on the disk before. */
async function isCut(place: CursorPlace, { seq }: ChainHead): Promise<boolean> {
  const cursor = await readCursor(place);
  return cursor !== undefined && Math.max(cursor.seq, cursor.trying?.last ?? 0) > seq;
}

/**
 * The segments of each chain of a writer in order; first the newest chain. A begin names the chain before it; where that says nothing, as
 * it is gone or was never written, the one that was written to last is the newest.
 */
async function chainsOf(directory: string, writer: string): Promise<SegmentName[][]> {
  const names = (await readdir(directory)).flatMap((file) => segmentName(file) ?? []);
  const own = names.filter((name) => name.writer === writer).sort((one, other) => one.first - other.first);
  const byChain = new Map<string, SegmentName[]>();
  for (const segment of own) byChain.set(segment.chain, [...(byChain.get(segment.chain) ?? []), segment]);
  const chains = await Promise.all([...byChain.values()].map((segments) => lookAt(directory, segments)));
  const followed = new Set(chains.map(({ follows }) => follows));
  const rank = ({ segments }: Look): number => (followed.has(segments[0]?.chain) ? 1 : 0);
  chains.sort((one, other) => rank(one) - rank(other) || other.at - one.at || other.bornAt - one.bornAt);
  return chains.map(({ segments }) => segments);
}

interface Look {
  segments: SegmentName[];
  at: number;
  bornAt: number;
  /** The chain that its begin names as the one before. */
  follows: string | undefined;
}

/** The clock of files is coarse: two may be written to at once. An empty one was just begun, when its writer died. */
async function lookAt(directory: string, segments: SegmentName[]): Promise<Look> {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return { segments, at: 0, bornAt: 0, follows: undefined };
  const { mtimeMs, birthtimeMs, size } = await stat(join(directory, segmentFile(last)));
  const isJustBegun = size === 0 && first === last;
  const follows = beforeIn(await readFirstLine(join(directory, segmentFile(first))));
  return { segments, at: isJustBegun ? Infinity : mtimeMs, bornAt: birthtimeMs, follows };
}

const BEFORE = /^\{.*"event":"chain\.begun".*"before":\{[^}]*"chain":"([0-9a-f]{16})"/;

const beforeIn = (line: string): string | undefined => BEFORE.exec(line)?.[1];

const lastLineOf = async (directory: string, segment: SegmentName): Promise<string | undefined> =>
  (await readEnd(join(directory, segmentFile(segment)))).lastLine;

/** Where the chain stands by a line: the last one of the newest segment, or, as that is empty, of the one before. */
function verifiedHead(
  line: string | undefined,
  { isOwn, first }: { isOwn: boolean; first: number },
  keys: AuditKeys,
): ChainHead | undefined {
  if (line === undefined) return first === 1 ? CHAIN_BEGIN : undefined;
  const { seq, mac } = headOf(line);
  const fits = isOwn ? seq >= first : seq === first - 1;
  return fits && isGenuine(line, keys) ? { seq, mac } : undefined;
}

const headOf = (line: string | undefined): ChainHead => {
  const { seq, mac } = linkOf(line ?? '') ?? CHAIN_BEGIN;
  return { seq, mac };
};

const isSealing = ({ lastLine }: FileEnd): boolean =>
  lastLine !== undefined && (JSON.parse(lastLine) as { event?: unknown }).event === 'segment.sealed';

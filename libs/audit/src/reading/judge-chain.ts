import { CHAIN_BEGIN } from '../chain.js';
import { lineOf, type Meeting, meetingsOf, type PlacedRun, runsOf } from './chain-cover.js';
import { type Finding, recordsAre, recordsInWords } from './findings.js';
import { forkFinding } from './fork-finding.js';
import { type Interval, overlap, within, without } from './intervals.js';
import type { FileVerdict } from './judge-file.js';
import { judgeSeals } from './judge-seals.js';
import { judgeStrays, wantTwins } from './judge-strays.js';
import type { LinksAt } from './links-at.js';

/** Records that were removed in order, as a later record says. */
export interface Removed extends Interval {
  /** The MAC of the last of them. */
  mac: string;
  /** The record does not say from where on all was removed: release 0.1.0 left that to who reads. */
  saysNotFrom: boolean;
}

/** The files of one chain, and what is known of it beyond them. */
export interface ChainFiles {
  writer: string;
  chain: string;
  files: readonly FileVerdict[];
  removed: readonly Removed[];
}

/** Asks for the lines that decide whether records which stand twice are the same. */
export function wantLines({ files }: ChainFiles, links: LinksAt): void {
  for (const file of files) wantTwins(file, links);
  for (const { front, next, shared } of meetingsOf(runsOf(files))) {
    if (!front || !shared) continue;
    links.want(lineOf(front, shared.last));
    links.want(lineOf(next, shared.last));
  }
}

/** Judges the records of a chain over all its files. */
export async function judgeChain(chain: ChainFiles, links: LinksAt): Promise<Finding[]> {
  const { files } = chain;
  const ofFiles = files.flatMap((file) => [...file.findings, ...judgeStrays(file, links), ...judgeSeals(file, files)]);
  const told = files.flatMap((file) => [...file.told, ...file.strayed]);
  const runs = runsOf(files);
  const meetings = meetingsOf(runs);
  const between: Finding[] = [];
  for (const [at, meeting] of meetings.entries()) {
    between.push(...gapFindings(chain, meeting, told));
    const fault = linkFault(chain, meetings, at);
    if (fault) between.push(fault);
    if (await isFork(meeting, links)) between.push(await forkFinding(chain, meeting));
  }
  return [...ofFiles, ...between, ...repeats(chain, meetings)].map((finding) => withCopy(finding, runs));
}

function gapFindings(
  { writer, chain, removed }: ChainFiles,
  { front, next, gap }: Meeting,
  told: Interval[],
): Finding[] {
  if (!gap) return [];
  const begin = { writer, chain, file: next.path, line: next.line };
  const words = ({ first: seq, last: lastSeq }: Interval) => ({ seq, lastSeq });
  const explained = widest(removed.filter((one) => overlap(one, gap)));
  const removedBefore = front ? [] : beforeAll(gap, explained);
  const gone = without(gap, [...explained, ...removedBefore, ...told]);
  const removal = (one: Interval, why: string): Finding => {
    const message = `${recordsAre(one.first, one.last)} not here: removed in order after their delivery, ${why}`;
    return { ...begin, ...words(one), kind: 'removed', message };
  };
  return [
    ...removedBefore.map((one) => removal(one, 'as were the records that said so: the data lake must have them')),
    ...explained.map((one) => removal(one, 'as a later record says')),
    ...gone.map((one): Finding => {
      const what = `${recordsAre(one.first, one.last)} missing`;
      if (!front) {
        const message = `the chain begins with record ${next.first} and no segment.removed explains it: ${what}`;
        return { ...begin, ...words(one), kind: 'begin-missing', message };
      }
      const message = `${what} between record ${front.last} (the last of its file) and record ${next.first}`;
      return { ...begin, ...words(one), kind: 'missing', message };
    }),
  ];
}

/** What was told more than once, or again as part of more, once. */
const widest = (removed: readonly Removed[]): Removed[] =>
  removed.filter(
    (one, at) =>
      !removed.some((other, place) => place !== at && covers(other, one) && (place < at || !covers(one, other))),
  );

const covers = (one: Interval, other: Interval): boolean => one.first <= other.first && other.last <= one.last;

/** What lies below all that release 0.1.0 told: the record of a removal is removed in its turn, and it went from the oldest on. */
function beforeAll(gap: Interval, explained: readonly Removed[]): Interval[] {
  const [lowest] = [...explained].sort((one, other) => one.first - other.first);
  return lowest?.saysNotFrom && lowest.first > gap.first ? [{ first: gap.first, last: lowest.first - 1 }] : [];
}

/** Both are genuine, but the later one was not written behind the earlier one. */
function linkFault(chain: ChainFiles, meetings: readonly Meeting[], at: number): Finding | undefined {
  const meeting = meetings[at];
  if (!meeting || fits(chain, meeting)) return undefined;
  const { next } = meeting;
  const before = meetings[at - 1];
  // Told already: the one between fits neither side.
  if (before && before.next === meeting.front && !fits(chain, before)) return undefined;
  const following = meetings[at + 1];
  const isForeign = following && following.front === next && !fits(chain, following);
  const { writer, chain: id } = chain;
  const what = recordsInWords(next.first, isForeign ? next.last : next.first);
  const message = isForeign
    ? `${what}: genuine, but of another place; what stood here is gone`
    : `${what}: genuine, but it names another record before it than the one that stands there`;
  const { path: file, line, first: seq, begin: record } = next;
  return {
    kind: 'unlinked',
    writer,
    chain: id,
    file,
    line,
    seq,
    lastSeq: isForeign ? next.last : seq,
    record,
    message,
  };
}

function fits({ removed }: ChainFiles, { front, next, gap, shared }: Meeting): boolean {
  if (shared) return true;
  if (!gap) return next.prev === (front?.mac ?? CHAIN_BEGIN.mac);
  const before = removed.find(({ last }) => last === gap.last);
  return !before || before.mac === next.prev;
}

async function isFork({ front, next, shared }: Meeting, links: LinksAt): Promise<boolean> {
  if (!front || !shared) return false;
  return links.macAt(lineOf(front, shared.last)) !== links.macAt(lineOf(next, shared.last));
}

function repeats({ writer, chain }: ChainFiles, meetings: readonly Meeting[]): Finding[] {
  const shared = meetings.flatMap(({ shared: one }) => (one ? [one] : []));
  const [some] = shared;
  if (!some) return [];
  const count = shared.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const message = `${count} ${count === 1 ? 'record stands' : 'records stand'} in more than one file, as at-least-once delivery may leave them`;
  return [{ kind: 'delivered-twice', writer, chain, seq: some.first, message }];
}

/** Where else the records of a finding can be read as they were written. */
function withCopy(finding: Finding, runs: readonly PlacedRun[]): Finding {
  const { kind, file, seq, lastSeq = seq } = finding;
  if (seq === undefined || lastSeq === undefined || !COPIED.has(kind)) return finding;
  const copy = runs.find((run) => run.path !== file && within(seq, run) && within(lastSeq, run))?.path;
  return copy ? { ...finding, copy } : finding;
}

const COPIED: ReadonlySet<string> = new Set(['edited', 'unknown-key', 'no-record', 'missing', 'truncated']);

import type { AuditKeys } from '../audit-keys.js';
import { removalTold, type ToldRemoval } from '../told-removal.js';
import { type AuditPlace, findPlaces } from './audit-places.js';
import { runsOf } from './chain-cover.js';
import { type Finding, isFault } from './findings.js';
import { type AnchoredChain, judgeAnchors, wantAnchored } from './judge-anchors.js';
import { judgeBegins } from './judge-begins.js';
import { type ChainFiles, judgeChain, type Removed, wantLines } from './judge-chain.js';
import { type FileVerdict, judgeFile } from './judge-file.js';
import { nextSegment } from './judge-seals.js';
import type { KeyRules } from './key-rules.js';
import { judgeKeys } from './key-uses.js';
import { LinksAt } from './links-at.js';
import { type PlacedAnchor, readAnchors } from './read-anchors.js';
import { scanFile } from './scan-file.js';

/** What is to be verified. */
export interface VerifyOptions {
  directories: readonly string[];
  /** Where anchors were kept. */
  anchorDirectories?: readonly string[];
  keys: AuditKeys;
  /** Who could have signed with them, and when; without them every key is good for every writer at any time. */
  keyRules?: KeyRules | undefined;
  /** Only what this writer wrote. */
  writer?: string | undefined;
}

/** One chain, as it was found. */
export interface ChainSummary {
  writer: string;
  chain: string;
  files: number;
  /** The genuine records in their place, each counted once. */
  records: number;
  first: number;
  last: number;
  /** When its first and its last record here were written. */
  from: string | undefined;
  anchors: number;
  faults: number;
}

/** What came of it. */
export interface VerifyReport {
  chains: ChainSummary[];
  /** Faults first, then what is only told; each in the order of files and records. */
  findings: Finding[];
  isWell: boolean;
}

/**
 * Verifies all records in directories: segments of writers and batches of the data lake, in whatever mixture.
 *
 * Damage of one record hides no other. Records that were cut off at the end of a chain are found by anchors only; whoever holds a
 * key can write what he likes. Rejects where a directory or a file cannot be read.
 */
export async function verifyAudit(options: VerifyOptions): Promise<VerifyReport> {
  const { directories, anchorDirectories = [], keys, keyRules, writer } = options;
  const { chains: places, strays } = await findPlaces(directories, writer);
  const { anchors, findings: forged } = await readAnchors(anchorDirectories, { keys, keyRules, writer });
  const files: FileVerdict[][] = [];
  for (const chain of places) files.push(await judgeFiles(chain, keys, keyRules));
  const chains = chainsOf(files, anchors);
  const links = new LinksAt();
  for (const chain of chains) {
    wantLines(chain, links);
    wantAnchored(chain, links);
  }
  await links.read();
  const findings = [...forged, ...judgeBegins(chains)];
  for (const chain of chains) findings.push(...(await judgeChain(chain, links)), ...judgeAnchors(chain, links));
  if (keyRules) for (const chain of chains) findings.push(...judgeKeys(chain, usesIn(chain), keyRules));
  findings.push(...strays.map(strayFinding));
  const sorted = findings.sort(inOrder);
  return {
    chains: chains.map((chain) => summaryOf(chain, sorted)),
    findings: sorted,
    isWell: !sorted.some(isFault),
  };
}

async function judgeFiles(places: readonly AuditPlace[], keys: AuditKeys, rules?: KeyRules): Promise<FileVerdict[]> {
  const named = places.map((place) => ({ place }));
  const verdicts: FileVerdict[] = [];
  for (const place of places) {
    const end = place.last ?? lastBefore(nextSegment({ place }, named)?.place);
    // A writer may remove a delivered segment meanwhile, which a later record then explains.
    const scan = await scanFile(place.path, keys, rules && { rules, writer: place.writer }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
    if (scan) verdicts.push(judgeFile(place, scan, end));
  }
  return verdicts;
}

const usesIn = ({ files }: ChainFiles) => files.map(({ place: { path }, scan: { uses } }) => ({ path, uses }));

const lastBefore = (next: AuditPlace | undefined): number | undefined => next && next.first - 1;

/** With what is known beyond their files; also of chains of which there are only anchors. */
function chainsOf(files: readonly FileVerdict[][], anchors: readonly PlacedAnchor[]): AnchoredChain[] {
  const chains = new Map<string, AnchoredChain>();
  const named = ({ writer, chain }: { writer: string; chain: string }): AnchoredChain => {
    const key = `${writer}~${chain}`;
    const known = chains.get(key) ?? { writer, chain, files: [], removed: [], anchors: [] };
    chains.set(key, known);
    return known;
  };
  for (const of of files) for (const file of of) (named(file.place).files as FileVerdict[]).push(file);
  for (const { place, scan } of files.flat()) {
    for (const mark of scan.marks) {
      const told = removalTold(mark.record, place);
      if (told) (named(told).removed as Removed[]).push(removedBy(told));
    }
  }
  for (const anchor of anchors) (named(anchor).anchors as PlacedAnchor[]).push(anchor);
  return [...chains.values()];
}

const removedBy = ({ first, last, mac, removedFrom }: ToldRemoval): Removed => ({
  first: removedFrom ?? first,
  last,
  mac,
  saysNotFrom: removedFrom === undefined,
});

const strayFinding = (file: string): Finding => ({
  kind: 'not-audit',
  writer: '',
  chain: '',
  file,
  message: 'not named as a file of records: it was not verified',
});

const inOrder = (one: Finding, other: Finding): number =>
  Number(isFault(other)) - Number(isFault(one)) ||
  one.writer.localeCompare(other.writer) ||
  one.chain.localeCompare(other.chain) ||
  (one.seq ?? 0) - (other.seq ?? 0);

function summaryOf({ writer, chain, files, anchors }: AnchoredChain, findings: readonly Finding[]): ChainSummary {
  const runs = runsOf(files);
  let [records, last] = [0, 0];
  for (const run of runs) {
    records += Math.max(0, run.last - Math.max(last, run.first - 1));
    last = Math.max(last, run.last);
  }
  const faults = findings.filter((one) => isFault(one) && one.writer === writer && one.chain === chain).length;
  const [begin] = runs;
  return {
    writer,
    chain,
    files: files.length,
    records,
    first: begin?.first ?? 0,
    last,
    from: begin?.begin.ts,
    anchors: anchors.length,
    faults,
  };
}

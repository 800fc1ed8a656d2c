import { lineOf, type PlacedRun, runsOf } from './chain-cover.js';
import { type Finding, recordsAre } from './findings.js';
import { overlap, within } from './intervals.js';
import type { ChainFiles } from './judge-chain.js';
import type { LinksAt } from './links-at.js';
import type { PlacedAnchor } from './read-anchors.js';

/** Of a chain, and of one that has no files, what was said about it elsewhere. */
export interface AnchoredChain extends ChainFiles {
  anchors: readonly PlacedAnchor[];
}

/** Asks for the lines that anchors are about. */
export function wantAnchored({ files, anchors }: AnchoredChain, links: LinksAt): void {
  const runs = runsOf(files);
  for (const { seq } of anchors) {
    const run = runWith(runs, seq);
    if (run) links.want(lineOf(run, seq));
  }
}

const runWith = (runs: readonly PlacedRun[], seq: number): PlacedRun | undefined =>
  runs.find((run) => within(seq, run));

/** Compares a chain with what was said about it while it was written. */
export function judgeAnchors(chain: AnchoredChain, links: LinksAt): Finding[] {
  const { files, anchors } = chain;
  const runs = runsOf(files);
  const contradicted = anchors.flatMap((anchor) => {
    const run = runWith(runs, anchor.seq);
    const mac = run ? links.macAt(lineOf(run, anchor.seq)) : chain.removed.find(({ last }) => last === anchor.seq)?.mac;
    return mac === undefined || mac === anchor.mac ? [] : [contradiction(anchor, run)];
  });
  return [...contradicted.slice(0, 1), ...cutOff(chain, runs)];
}

function contradiction({ writer, chain, seq, mac, at, file, line }: PlacedAnchor, run: PlacedRun | undefined): Finding {
  const place = run ? lineOf(run, seq) : { path: file, line };
  const message = `record ${seq}: genuine, but not the one that was there at ${at}, as the anchor in ${file}:${line} says: MAC ${mac.slice(0, 12)}…`;
  return { kind: 'anchor-contradicted', writer, chain, file: place.path, line: place.line, seq, message };
}

/** An anchor beyond the end. */
function cutOff({ files, anchors, removed, writer, chain }: AnchoredChain, runs: readonly PlacedRun[]): Finding[] {
  const known = [...runs, ...removed, ...files.flatMap(({ told, strayed }) => [...told, ...strayed])];
  const end = known.reduce((last, one) => Math.max(last, one.last), 0);
  const beyond = anchors.reduce<PlacedAnchor | undefined>(
    (last, one) => (one.seq > (last?.seq ?? end) ? one : last),
    undefined,
  );
  if (!beyond) return [];
  const gone = { first: end + 1, last: beyond.seq };
  const file = runs.findLast((run) => overlap(run, { first: end, last: end }))?.path;
  const which = end === 0 ? 'the whole chain is gone' : `the chain ends with record ${end}`;
  const message = `${which}, ${recordsAre(gone.first, gone.last)} missing: they were there at ${beyond.at}, as the anchor in ${beyond.file}:${beyond.line} says`;
  return [{ kind: 'truncated', writer, chain, file, seq: gone.first, lastSeq: gone.last, message }];
}

import { type Finding, recordsInWords } from './findings.js';
import { overlap, within } from './intervals.js';
import type { FileVerdict } from './judge-file.js';
import type { LinksAt } from './links-at.js';
import type { Run } from './scan-file.js';

const twinOf = ({ kept }: FileVerdict, stray: Run): Run | undefined => kept.find((run) => within(stray.last, run));

const twinLine = (twin: Run, stray: Run): number => twin.line + stray.last - twin.first;

/** Asks for the lines that strays may be copies of. */
export function wantTwins(verdict: FileVerdict, links: LinksAt): void {
  for (const stray of verdict.strayed) {
    const twin = twinOf(verdict, stray);
    if (twin) links.want({ path: verdict.place.path, line: twinLine(twin, stray) });
  }
}

/** Tells genuine records that stand where they do not belong: moved, put in twice, or of another course of the chain. */
export function judgeStrays(verdict: FileVerdict, links: LinksAt): Finding[] {
  return verdict.strayed.map((stray) => {
    const { path: file, writer, chain } = verdict.place;
    const { line, first: seq, last: lastSeq, begin: record } = stray;
    return { ...kindOf(verdict, stray, links), file, writer, chain, line, seq, lastSeq, record };
  });
}

function kindOf(verdict: FileVerdict, stray: Run, links: LinksAt): Pick<Finding, 'kind' | 'message'> {
  const what = recordsInWords(stray.first, stray.last);
  const { kept, place } = verdict;
  const twin = twinOf(verdict, stray);
  if (twin) {
    const line = twinLine(twin, stray);
    const isSame = links.macAt({ path: place.path, line }) === stray.mac;
    return isSame
      ? {
          kind: 'duplicated',
          message: `${what} a second time; ${stray.last === stray.first ? 'it' : 'the last'} stands in line ${line} too`,
        }
      : { kind: 'fork', message: `${what}: another genuine record of the same number stands in line ${line}` };
  }
  const [begin, end] = [kept[0], kept.at(-1)];
  const isOwn = begin && end && overlap(stray, { first: Math.min(place.first, begin.first), last: end.last });
  const neighbour = kept.filter((run) => run.line < stray.line).at(-1);
  const where = neighbour ? `behind record ${neighbour.last}` : 'at the beginning of the file';
  return {
    kind: 'moved',
    message: isOwn
      ? `${what} stands out of order ${where}`
      : `${what} does not belong into this file, where it stands ${where}`,
  };
}

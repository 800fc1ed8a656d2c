import type { AuditPlace } from './audit-places.js';
import { damageFinding, type Spot } from './damage-finding.js';
import { type Finding, recordsAre } from './findings.js';
import { heaviestOrder } from './heaviest-order.js';
import { type Interval, overlap, within, without } from './intervals.js';
import { type Damage, isRun, type Run, type Scan } from './scan-file.js';

/** What a file is, seen by itself. */
export interface FileVerdict {
  place: AuditPlace;
  scan: Scan;
  /** Its genuine records, in their order. */
  kept: Run[];
  /** Genuine records that stand where they do not belong. */
  strayed: Run[];
  findings: Finding[];
  /** The records that these findings are about: they are not told again as missing in the chain. */
  told: Interval[];
}

/** Between two runs that stay, or before the first, or behind the last. */
interface Section {
  before: Run | undefined;
  after: Run | undefined;
  damages: Damage[];
}

/**
 * Judges the lines of one file. `end` is the last record that it must have, where that is known: by its name, or because the next
 * file begins behind it.
 */
export function judgeFile(place: AuditPlace, scan: Scan, end: number | undefined): FileVerdict {
  const runs = scan.pieces.filter(isRun);
  const staying = heaviestOrder(runs, ({ first, line }) => first - place.first === line - 1);
  const kept = runs.filter((run) => staying.has(run));
  const strayed = runs.filter((run) => !staying.has(run));
  const verdict: FileVerdict = { place, scan, kept, strayed, findings: [], told: [] };
  for (const section of sectionsOf(scan, staying)) judgeSection(verdict, section, end);
  judgeName(verdict, end);
  return verdict;
}

function sectionsOf({ pieces }: Scan, staying: ReadonlySet<Run>): Section[] {
  const sections: Section[] = [{ before: undefined, after: undefined, damages: [] }];
  for (const piece of pieces) {
    const section = sections.at(-1) as Section;
    if (!isRun(piece)) section.damages.push(piece);
    else if (staying.has(piece)) {
      section.after = piece;
      sections.push({ before: piece, after: undefined, damages: [] });
    }
  }
  return sections;
}

function judgeSection(verdict: FileVerdict, section: Section, end: number | undefined): void {
  const hole = holeOf(verdict.place, section, end);
  const strays = verdict.strayed.filter((run) => overlap(run, hole));
  const { spots, left } = placesOf(section.damages, without(hole, strays));
  for (const spot of spots) verdict.findings.push(damageFinding(verdict.place, spot, section.after));
  for (const { first, last } of left) verdict.findings.push(missing(verdict.place, section, { first, last }));
  verdict.told.push(...(strays.length > 0 ? without(hole, strays) : hole.first <= hole.last ? [hole] : []));
}

/** The records that must stand in a section. */
function holeOf({ first }: AuditPlace, { before, after, damages }: Section, end: number | undefined): Interval {
  const begin = before ? before.last + 1 : first;
  if (after) return { first: begin, last: after.first - 1 };
  const lines = damages.reduce((sum, damage) => sum + damage.lines, 0);
  return { first: begin, last: end ?? begin + lines - 1 };
}

/** Each damaged line is the record that it claims to be, else the first that is missing there; else it was put in. */
function placesOf(damages: readonly Damage[], holes: readonly Interval[]): { spots: Spot[]; left: Interval[] } {
  let left = [...holes];
  const take = (first: number, lines: number): Interval => {
    const last = Math.min(first + lines - 1, left.find((hole) => within(first, hole))?.last ?? first);
    left = left.flatMap((hole) => without(hole, [{ first, last }]));
    return { first, last };
  };
  const spots = new Map<Damage, Interval>();
  for (const damage of damages) {
    const claimed = damage.link?.seq;
    if (claimed !== undefined && left.some((hole) => within(claimed, hole)))
      spots.set(damage, take(claimed, damage.lines));
  }
  for (const damage of damages) {
    const [next] = left;
    if (next && !spots.has(damage)) spots.set(damage, take(next.first, damage.lines));
  }
  return { spots: damages.map((damage) => ({ damage, records: spots.get(damage) })), left };
}

const lineOfLast = (run: Run): number => run.line + run.last - run.first;

function missing({ path, writer, chain }: AuditPlace, { before, after }: Section, gone: Interval): Finding {
  const what = `${recordsAre(gone.first, gone.last)} missing`;
  const behind = before && `line ${lineOfLast(before)} (record ${before.last})`;
  const ahead = after && `line ${after.line} (record ${after.first})`;
  const where =
    behind && ahead
      ? `between ${behind} and ${ahead}`
      : ahead
        ? `at the beginning of the file, before ${ahead}`
        : `at the end of the file${behind ? `, behind ${behind}` : ': it has no record'}`;
  return {
    kind: after ? 'missing' : 'truncated',
    writer,
    chain,
    file: path,
    line: after?.line ?? (before && lineOfLast(before)),
    seq: gone.first,
    lastSeq: gone.last,
    message: `${what} ${where}`,
  };
}

/** What a file is named by must be true of the records in it. */
function judgeName({ place, kept, findings }: FileVerdict, end: number | undefined): void {
  const [begin, last] = [kept[0], kept.at(-1)];
  if (!begin || !last) return;
  const at = { kind: 'misnamed', writer: place.writer, chain: place.chain, file: place.path } as const;
  const { writer } = begin.begin;
  if (writer !== undefined && writer !== place.writer) {
    const message = `its records are of writer ${writer}, its name says ${place.writer}`;
    findings.push({ ...at, message, line: begin.line, seq: begin.first, lastSeq: last.last, record: begin.begin });
  }
  if (begin.first < place.first) {
    const message = `it holds record ${begin.first}, its name says that it begins with ${place.first}`;
    findings.push({ ...at, message, line: begin.line, seq: begin.first, record: begin.begin });
  }
  if (end !== undefined && last.last > end) {
    const message = `it holds record ${last.last}; by its name and that of the next file it ends with ${end}`;
    findings.push({ ...at, message, line: lineOfLast(last), seq: last.last });
  }
}

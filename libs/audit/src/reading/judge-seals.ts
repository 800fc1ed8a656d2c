import type { AuditPlace } from './audit-places.js';
import type { Finding } from './findings.js';
import type { FileVerdict } from './judge-file.js';
import type { ChainMark } from './scan-file.js';

const isSegment = ({ last }: AuditPlace): boolean => last === undefined;

/** A segment that another follows ends with its seal, and its seal says what is in it. */
export function judgeSeals(file: FileVerdict, files: readonly FileVerdict[]): Finding[] {
  const seals = file.scan.marks.filter(({ record }) => record.event === 'segment.sealed');
  const wrong = seals.flatMap((seal) => {
    const fault = sealFault(file, seal);
    return fault ? [finding(file, 'seal-wrong', fault, seal)] : [];
  });
  const next = nextSegment(file, files);
  const last = file.kept.at(-1);
  if (!next || !last || last.last !== next.place.first - 1 || seals.some(({ seq }) => seq === last.last)) return wrong;
  const message = `the segment ends with record ${last.last}, which is not its seal, although another segment follows`;
  const line = last.line + last.last - last.first;
  return [...wrong, finding(file, 'not-sealed', message, { line, seq: last.last })];
}

/** The segment behind one, in the same directory. */
export function nextSegment({ place }: Pick<FileVerdict, 'place'>, files: readonly Pick<FileVerdict, 'place'>[]) {
  if (!isSegment(place)) return undefined;
  return files.find(
    ({ place: other }) => isSegment(other) && other.directory === place.directory && other.first > place.first,
  );
}

function sealFault({ place, kept }: FileVerdict, { seq, record: { details = {} } }: ChainMark): string | undefined {
  const { first, records } = details;
  if (typeof first !== 'number' || typeof records !== 'number') return `record ${seq}: the seal has no numbers`;
  if (seq - first + 1 !== records) {
    return `record ${seq}: the seal counts ${records} records from ${first} on, it is itself number ${seq - first + 1} of them`;
  }
  if (!isSegment(place)) return undefined;
  if (first !== place.first) return `record ${seq}: the seal says that the segment begins with ${first}`;
  const last = kept.at(-1)?.last ?? seq;
  return last > seq
    ? `record ${seq}: the seal is not the last record of the segment, which goes on to ${last}`
    : undefined;
}

const finding = (
  { place: { path: file, writer, chain } }: FileVerdict,
  kind: 'seal-wrong' | 'not-sealed',
  message: string,
  { line, seq, record }: Partial<ChainMark>,
): Finding => ({ kind, writer, chain, file, line, seq, record, message });

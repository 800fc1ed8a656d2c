import type { AuditPlace } from './audit-places.js';
import { type Finding, type FindingKind, recordsInWords } from './findings.js';
import type { Interval } from './intervals.js';
import type { Damage, Run } from './scan-file.js';

/** A damaged line, and which record it was; none where no record is missing. */
export interface Spot {
  damage: Damage;
  records: Interval | undefined;
}

const KINDS = { edited: 'edited', 'unknown-key': 'unknown-key', 'no-record': 'no-record', torn: 'truncated' } as const;

/** Tells a line that is not genuine. */
export function damageFinding(place: AuditPlace, { damage, records }: Spot, after: Run | undefined): Finding {
  const kind: FindingKind = KINDS[damage.kind];
  const what = records
    ? `${recordsInWords(records.first, records.last)}: ${reasonOf(damage, records, after)}`
    : `no record is missing here, so it was put in: ${reasonOf(damage, undefined, after)}`;
  const { path: file, writer, chain } = place;
  const { line, record } = damage;
  return { kind, writer, chain, file, line, seq: records?.first, lastSeq: records?.last, record, message: what };
}

function reasonOf({ kind, link, lines }: Damage, records: Interval | undefined, after: Run | undefined): string {
  if (kind === 'torn') return 'the file ends in the middle of a line: a crash while it was written, or it was cut off';
  if (kind === 'no-record') return lines === 1 ? 'the line is no record' : `${lines} lines are no records`;
  if (kind === 'unknown-key') return `signed with key ${link?.kid}, which is not among AUDIT_KEYS`;
  if (records && link && after?.first === records.last + 1 && after.prev === link.mac) {
    return 'its content is not what was signed; the record behind it still names its MAC';
  }
  const claim = records && link && link.seq !== records.first ? `; it says that it is record ${link.seq}` : '';
  return `it is not what was signed${claim}`;
}

/** What is wrong, or worth telling, with audit files; each with the severity that decides the exit code. */
export const FINDINGS = {
  edited: 'fault',
  'unknown-key': 'fault',
  'wrong-key': 'fault',
  'no-record': 'fault',
  missing: 'fault',
  truncated: 'fault',
  moved: 'fault',
  duplicated: 'fault',
  fork: 'fault',
  unlinked: 'fault',
  'begin-missing': 'fault',
  'begun-anew': 'fault',
  'not-sealed': 'fault',
  'seal-wrong': 'fault',
  misnamed: 'fault',
  'anchor-forged': 'fault',
  'anchor-contradicted': 'fault',
  'anchor-torn': 'told',
  'delivered-twice': 'told',
  removed: 'told',
  'not-audit': 'told',
} as const;

/** The name of a kind of finding. */
export type FindingKind = keyof typeof FINDINGS;

/** What a record says of itself; of one that is not genuine nothing is believed, but it may help to find it. */
export interface RecordFacts {
  id?: string;
  event?: string;
  ts?: string;
  writer?: string;
  details?: Readonly<Record<string, unknown>>;
}

/** One thing that was found, and where. `seq` to `lastSeq` are the records it is about, `line` the line in `file`. */
export interface Finding {
  kind: FindingKind;
  writer: string;
  chain: string;
  /** A sentence for people. May quote a file, so whoever prints it escapes it. */
  message: string;
  file?: string | undefined;
  line?: number | undefined;
  seq?: number | undefined;
  lastSeq?: number | undefined;
  record?: RecordFacts | undefined;
  /** Another file that holds these records as they were written. */
  copy?: string | undefined;
}

/** Whether it is tampering or loss. */
export const isFault = ({ kind }: Finding): boolean => FINDINGS[kind] === 'fault';

/** `record 5`, `records 5 to 7`. */
export const recordsInWords = (first: number, last = first): string =>
  first === last ? `record ${first}` : `records ${first} to ${last}`;

/** `record 5 is`, `records 5 to 7 are`. */
export const recordsAre = (first: number, last = first): string =>
  `${recordsInWords(first, last)} ${first === last ? 'is' : 'are'}`;

import type { RecordFacts } from './reading/findings.js';

/** The chain that a file is of. */
export interface ChainName {
  writer: string;
  chain: string;
}

/** What a record says of a segment that was removed: its first and last record, and the MAC of the last. */
export interface ToldRemoval extends ChainName {
  first: number;
  last: number;
  mac: string;
  /** All from this record on was removed in order with it. Undefined where that is not said: release 0.1.0 did not. */
  removedFrom?: number | undefined;
}

/** What a record in a file of `place` says of a removal, if it does. Whether it is genuine is for who asks to know. */
export function removalTold({ event, details }: RecordFacts, place: ChainName): ToldRemoval | undefined {
  if (event !== 'segment.removed') return undefined;
  const { first, last, mac, removedFrom, writer = place.writer, chain = place.chain } = details ?? {};
  if (typeof first !== 'number' || typeof last !== 'number' || typeof mac !== 'string') return undefined;
  const from = typeof removedFrom === 'number' ? removedFrom : undefined;
  return { writer: String(writer), chain: String(chain), first, last, mac, removedFrom: from };
}

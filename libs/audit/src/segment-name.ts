/**
 * The name of a segment: a file of whole lines, part of one chain. `<writer>~<chain>~<first seq, 12 digits>.jsonl`; the segments of a
 * chain sort by name.
 */
export interface SegmentName {
  writer: string;
  /** 16 hexadecimal digits, drawn when the chain began. */
  chain: string;
  /** Number of its first record. */
  first: number;
}

const NAME = /^([A-Za-z0-9][A-Za-z0-9._-]{0,127})~([0-9a-f]{16})~(\d{12})\.jsonl$/;

/** The file name of a segment. */
export const segmentFile = ({ writer, chain, first }: SegmentName): string =>
  `${writer}~${chain}~${String(first).padStart(12, '0')}.jsonl`;

/** What a file name says; undefined where it is not the name of a segment. */
export function segmentName(file: string): SegmentName | undefined {
  const [, writer, chain, first] = NAME.exec(file) ?? [];
  return writer && chain && first ? { writer, chain, first: Number(first) } : undefined;
}

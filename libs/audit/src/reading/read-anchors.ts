import { type Anchor, readAnchor } from '../anchor.js';
import type { AuditKeys } from '../audit-keys.js';
import { findAnchorFiles } from './audit-places.js';
import { type FileLine, fileLines } from './file-lines.js';
import type { Finding } from './findings.js';

/** An anchor and where it stands. */
export interface PlacedAnchor extends Anchor {
  file: string;
  line: number;
}

/** What the files of anchors hold. */
export interface ReadAnchors {
  anchors: PlacedAnchor[];
  /** Lines that nobody with a known key wrote. */
  findings: Finding[];
}

/** Reads the anchors in directories. Rejects where one cannot be read. */
export async function readAnchors(
  directories: readonly string[],
  keys: AuditKeys,
  writer?: string,
): Promise<ReadAnchors> {
  const found: ReadAnchors = { anchors: [], findings: [] };
  for (const file of await findAnchorFiles(directories)) {
    if (writer !== undefined && file.writer !== writer) continue;
    for await (const lines of fileLines(file.path)) for (const line of lines) take(found, file, line, keys);
  }
  return found;
}

function take(
  { anchors, findings }: ReadAnchors,
  { path: file, writer }: { path: string; writer: string },
  { bytes, number: line }: FileLine,
  keys: AuditKeys,
): void {
  const read = readAnchor(bytes.toString('utf8'), keys);
  if ('fault' in read) {
    const kind = read.isTorn ? 'anchor-torn' : 'anchor-forged';
    findings.push({ kind, writer, chain: '', file, line, message: read.fault });
  } else if (read.writer !== writer) {
    const message = `the anchor is of writer ${read.writer}`;
    findings.push({ kind: 'anchor-forged', writer, chain: read.chain, file, line, message });
  } else anchors.push({ ...read, file, line });
}

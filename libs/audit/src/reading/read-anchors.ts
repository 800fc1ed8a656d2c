import { type Anchor, anchorKeyOf, readAnchor } from '../anchor.js';
import type { AuditKeys } from '../audit-keys.js';
import { findAnchorFiles } from './audit-places.js';
import { type FileLine, fileLines } from './file-lines.js';
import type { Finding } from './findings.js';
import type { KeyRules } from './key-rules.js';

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

/** What makes an anchor one of ours. */
interface AnchorTerms {
  keys: AuditKeys;
  keyRules?: KeyRules | undefined;
  /** Only of this writer. */
  writer?: string | undefined;
}

/** Reads the anchors in directories. Rejects where one cannot be read. */
export async function readAnchors(directories: readonly string[], terms: AnchorTerms): Promise<ReadAnchors> {
  const found: ReadAnchors = { anchors: [], findings: [] };
  for (const file of await findAnchorFiles(directories)) {
    if (terms.writer !== undefined && file.writer !== terms.writer) continue;
    for await (const lines of fileLines(file.path)) for (const line of lines) take(found, file, line, terms);
  }
  return found;
}

function take(
  { anchors, findings }: ReadAnchors,
  { path: file, writer }: { path: string; writer: string },
  { bytes, number: line }: FileLine,
  { keys, keyRules }: AnchorTerms,
): void {
  const text = bytes.toString('utf8');
  const read = readAnchor(text, keys);
  if ('fault' in read) {
    const kind = read.isTorn ? 'anchor-torn' : 'anchor-forged';
    findings.push({ kind, writer, chain: '', file, line, message: read.fault });
    return;
  }
  const isOther = read.writer !== writer;
  const fault = keyRules?.faultOf({ kid: anchorKeyOf(text), writers: [writer], at: read.at });
  const message = isOther ? `the anchor is of writer ${read.writer}` : fault;
  if (message) findings.push({ kind: 'anchor-forged', writer, chain: read.chain, file, line, message });
  else anchors.push({ ...read, file, line });
}

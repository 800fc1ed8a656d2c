import type { AuditKeys } from '../audit-keys.js';
import { isGenuine } from '../chain.js';
import { fileLines } from '../reading/file-lines.js';
import { factsOf } from '../reading/scan-file.js';
import { type ChainName, removalTold, type ToldRemoval } from '../told-removal.js';
import { type ChainFiles, chainsIn } from './chain-files.js';

const WORD = '"segment.removed"';

/** How it is looked for. */
interface Looking {
  keys: AuditKeys;
  closing: AbortSignal;
}

/**
 * What genuine records in the directory say of the segment that was removed just before record `first` of a chain. The newest files are
 * read first, since the last removal stands there. Rejects where it is broken off.
 */
export async function removalBefore(
  { directory, writer, chain }: ChainFiles,
  first: number,
  { keys, closing }: Looking,
): Promise<ToldRemoval | undefined> {
  if (first === 1) return undefined;
  const files = (await chainsIn(directory)).flatMap((of) => of.segments.map((segment) => ({ of, ...segment })));
  for (const { path, of } of files.sort((one, other) => other.changedAt - one.changedAt)) {
    closing.throwIfAborted();
    const told = await removalsIn(path, of, keys);
    const found = told.findLast((one) => one.writer === writer && one.chain === chain && one.last === first - 1);
    if (found) return found;
  }
  return undefined;
}

/** Those that genuine records of a file tell of; none where it is gone. */
async function removalsIn(path: string, place: ChainName, keys: AuditKeys): Promise<ToldRemoval[]> {
  const found: ToldRemoval[] = [];
  try {
    for await (const lines of fileLines(path)) {
      for (const { bytes } of lines)
        if (bytes.includes(WORD)) found.push(...toldBy(bytes.toString('utf8'), place, keys));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}

function toldBy(text: string, place: ChainName, keys: AuditKeys): ToldRemoval[] {
  const told = isGenuine(text, keys) ? removalTold(factsOf(text), place) : undefined;
  return told ? [told] : [];
}

import type { AuditKeys } from '../audit-keys.js';
import { CHAIN_BEGIN, isGenuine } from '../chain.js';
import { fileLines } from '../reading/file-lines.js';
import { factsOf } from '../reading/scan-file.js';
import { type ChainName, removalTold, type ToldRemoval } from '../told-removal.js';
import { type ChainFiles, chainsIn, lookOf, type Segment } from './chain-files.js';
import { isOver, type TimeBounds } from './pace.js';

const WORD = '"segment.removed"';

/** What went before a segment: its last record, the MAC of that where it is known, and from where on all is gone in order. */
export interface RemovedBefore {
  last: number;
  mac?: string | undefined;
  removedFrom?: number | undefined;
}

/** A file, and the chain that it is of. */
type PlacedSegment = Segment & { place: ChainName };

/**
 * What genuine records in a directory say of removals. A file is read once, for all chains, and again only where it changed: of a
 * directory that takes long to read, each look reads a part.
 */
export class KnownRemovals {
  private readonly read = new Map<string, { look: string; told: ToldRemoval[] }>();

  constructor(private readonly keys: AuditKeys) {}

  /**
   * What was removed just before record `first` of a chain; where nothing says so, all from that record on will have gone in order.
   * Undefined where the time was over before that was known: who asks again goes on from there.
   */
  async before(
    { directory, writer, chain }: ChainFiles,
    first: number,
    bounds: TimeBounds,
  ): Promise<RemovedBefore | undefined> {
    if (first === 1) return { last: 0, mac: CHAIN_BEGIN.mac, removedFrom: 1 };
    // Meanwhile another process may have removed the file that says so, and said it again in one that was read before that.
    for (let times = 0; times < 2; times++) {
      for (const file of await this.newestFirst(directory)) {
        const told = await this.toldIn(file, bounds);
        if (!told) return undefined;
        const found = told.findLast((one) => one.writer === writer && one.chain === chain && one.last === first - 1);
        if (found) return found;
      }
    }
    return { last: first - 1, removedFrom: first };
  }

  /** The last removal stands in one of the newest. */
  private async newestFirst(directory: string): Promise<PlacedSegment[]> {
    const files = (await chainsIn(directory)).flatMap(({ segments, ...place }) =>
      segments.map((segment) => ({ ...segment, place })),
    );
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.read.keys()) if (!paths.has(path)) this.read.delete(path);
    return files.sort((one, other) => other.changedAt - one.changedAt);
  }

  private async toldIn(file: PlacedSegment, bounds: TimeBounds): Promise<ToldRemoval[] | undefined> {
    const look = lookOf(file);
    const known = this.read.get(file.path);
    if (known?.look === look) return known.told;
    if (isOver(bounds)) return undefined;
    const told = await removalsIn(file, this.keys);
    this.read.set(file.path, { look, told });
    return told;
  }
}

/** Those that genuine records of a file tell of; none where it is gone. */
async function removalsIn({ path, place }: PlacedSegment, keys: AuditKeys): Promise<ToldRemoval[]> {
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

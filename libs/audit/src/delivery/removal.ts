import { rm } from 'node:fs/promises';
import { syncDirectory } from '../durable-file.js';
import { type ChainFiles, lastLinkIn, type Segment } from './chain-files.js';
import type { Cursor } from './cursor.js';
import type { OwnLog } from './own-log.js';

/** What may be removed of a chain, and who says so. */
export interface RemovalParts {
  /** Where the record of it is written, before. */
  log: Pick<OwnLog, 'write'>;
  /** Changed later than this, a segment stays. */
  olderThan: number;
}

/**
 * Removes the oldest segments of a chain that are delivered and old enough, one by one: first a record, then the file. A segment that
 * does not say what its last record is stays, and all behind it: of what nobody could prove, nothing is removed.
 *
 * The last segment stays always, and with it the cursor: whoever goes on with the chain learns there where it stood.
 */
export async function removeOld(files: ChainFiles, cursor: Cursor, parts: RemovalParts): Promise<void> {
  let removed = 0;
  for (const segment of files.segments.slice(0, -1)) {
    const isDelivered =
      cursor.segment > segment.first || (cursor.segment === segment.first && cursor.offset >= segment.bytes);
    if (!isDelivered || segment.changedAt > parts.olderThan) break;
    if (!(await removeOne(files, segment, parts))) break;
    removed += 1;
  }
  if (removed > 0) await syncDirectory(files.directory);
}

async function removeOne(files: ChainFiles, segment: Segment, { log }: RemovalParts): Promise<boolean> {
  const last = await lastLinkIn(segment);
  if (!last) return false;
  const { writer, chain } = files;
  await log.write({
    event: 'segment.removed',
    correlation_id: `process-${process.pid}`,
    response_message: 'a segment that was delivered is removed',
    details: { writer, chain, first: segment.first, last: last.seq, mac: last.mac },
  });
  await rm(segment.path);
  return true;
}

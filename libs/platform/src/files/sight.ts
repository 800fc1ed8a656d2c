import { createHash } from 'node:crypto';
import { readBounded, UnfitFile } from './bounded-file.js';
import { RefusedFile } from './refused-file.js';

/** No file of rules or certificates of a bank comes near; a log that was put in its place does. */
const MAX_BYTES = 5 * 1024 * 1024;

/** What one look at a file found: its bytes and their SHA-256, or why there are none. */
export type Sight = { hash: string; bytes: Buffer } | { hash?: undefined; fault: string };

/** Looks at a file, or at several as if they were one. Never rejects. */
export async function lookAt(...paths: string[]): Promise<Sight> {
  const parts: Buffer[] = [];
  for (const path of paths) {
    try {
      parts.push(await readBounded(path, MAX_BYTES));
    } catch (error) {
      return { fault: `${path}: ${whyUnread(error)}` };
    }
  }
  const bytes = Buffer.concat(parts);
  return { hash: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** What two looks have in common when they found the same. */
export const keyOf = (sight: Sight): string => sight.hash ?? sight.fault;

/** The text that a look found; throws a `RefusedFile` where there is none, or it is not UTF-8. */
export function textOf(sight: Sight, path: string): string {
  if (sight.hash === undefined) throw new RefusedFile([sight.fault]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(sight.bytes);
  } catch {
    throw new RefusedFile([`${path}: is not UTF-8`]);
  }
}

function whyUnread(error: unknown): string {
  if (error instanceof UnfitFile) return error.message;
  return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`;
}

import { createHash } from 'node:crypto';
import { CsvError } from '../csv.js';
import { readBounded, UnfitFile } from './bounded-file.js';

/** No rule file of a bank comes near; a log that was put in its place does. */
const MAX_BYTES = 5 * 1024 * 1024;

/** What one look at a file found: its bytes and their SHA-256, or why there are none. */
export type Sight = { hash: string; bytes: Buffer } | { hash?: undefined; fault: string };

/** Looks at a file. Never rejects. */
export async function lookAt(path: string): Promise<Sight> {
  try {
    const bytes = await readBounded(path, MAX_BYTES);
    return { hash: createHash('sha256').update(bytes).digest('hex'), bytes };
  } catch (error) {
    return { fault: `${path}: ${whyUnread(error)}` };
  }
}

/** What two looks have in common when they found the same. */
export const keyOf = (sight: Sight): string => sight.hash ?? sight.fault;

/** The text that a look found; throws a `CsvError` where there is none, or it is not UTF-8. */
export function textOf(sight: Sight, path: string): string {
  if (sight.hash === undefined) throw new CsvError([sight.fault]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(sight.bytes);
  } catch {
    throw new CsvError([`${path}: is not UTF-8`]);
  }
}

function whyUnread(error: unknown): string {
  if (error instanceof UnfitFile) return error.message;
  return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`;
}

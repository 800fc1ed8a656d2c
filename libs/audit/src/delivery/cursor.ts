import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { putDurably } from '../durable-file.js';

const count = z.number().int().nonnegative();

const shape = z.object({
  v: z.literal(1),
  seq: count,
  segment: count,
  offset: count,
  trying: z.object({ last: count, bytes: count }).optional(),
});

/** How far a chain is delivered. */
export interface Cursor {
  /** Number of the last record that the data lake has; 0 before the first. */
  seq: number;
  /** Where the next one is looked for: a segment, by its first record, and a place in it. */
  segment: number;
  offset: number;
  /** The borders of the batch that was begun: it is repeated as it was, since the data lake may have it. */
  trying?: { last: number; bytes: number } | undefined;
}

/** Which cursor: it lies beside the segments of its chain. */
export interface CursorPlace {
  directory: string;
  writer: string;
  chain: string;
}

export const cursorFile = ({ directory, writer, chain }: CursorPlace): string =>
  join(directory, `${writer}~${chain}.delivered.json`);

/** Before anything was delivered, and where nobody can read how far it came: the data lake drops what it has. */
export const CURSOR_BEGIN: Cursor = { seq: 0, segment: 0, offset: 0 };

/** The cursor of a chain; undefined where there is none that can be read. */
export async function readCursor(place: CursorPlace): Promise<Cursor | undefined> {
  try {
    const { v, ...cursor } = shape.parse(JSON.parse(await readFile(cursorFile(place), 'utf8')));
    return cursor;
  } catch {
    return undefined;
  }
}

/** Keeps it for the next process. */
export const writeCursor = (place: CursorPlace, cursor: Cursor): Promise<void> =>
  putDurably(cursorFile(place), `${JSON.stringify({ v: 1, ...cursor })}\n`);

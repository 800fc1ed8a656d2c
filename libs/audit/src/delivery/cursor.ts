import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { putDurably } from '../durable-file.js';

const count = z.number().int().nonnegative();

const shape = z.object({
  v: z.literal(2),
  turn: count,
  seq: count,
  segment: count,
  offset: count,
  trying: z.object({ last: count, bytes: count }).optional(),
});

/** As release 0.1.0 wrote it: one line. */
const oldShape = shape.omit({ turn: true }).extend({ v: z.literal(1) });

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

/** A block of the disk: a write that is torn harms no other. */
const SLOT_BYTES = 4_096;
const EMPTY = `${' '.repeat(SLOT_BYTES - 1)}\n`;
const SUM = /,"sum":"([0-9a-f]{64})"\}$/;

type Kept = z.infer<typeof shape>;

/** What was read of a file that has no slots yet: the next write makes them. */
const NO_TURN = 0;

/**
 * Where a cursor is kept for the next process: two slots that are written in turn, in place, so that a crash leaves the one before. Once
 * it is made it needs no more room: on a full disk delivery goes on, which is how that drains.
 */
export class CursorFile {
  private readonly path: string;

  private constructor(
    place: CursorPlace,
    private kept: Kept | undefined,
  ) {
    this.path = cursorFile(place);
  }

  /** Reads it, where it is there. Makes nothing. Rejects where the disk cannot be read: then nobody knows how far delivery came. */
  static async open(place: CursorPlace): Promise<CursorFile> {
    return new CursorFile(place, await readKept(cursorFile(place)));
  }

  /** As it is on the disk; undefined where there is none that can be read. */
  get cursor(): Cursor | undefined {
    if (!this.kept) return undefined;
    const { v, turn, ...cursor } = this.kept;
    return cursor;
  }

  /** Makes it while there is room. */
  async prepare(): Promise<void> {
    if (!this.hasSlots) await this.write(this.cursor ?? CURSOR_BEGIN);
  }

  /** Resolves when it is on the disk. */
  async write(cursor: Cursor): Promise<void> {
    const next: Kept = { v: 2, turn: (this.kept?.turn ?? NO_TURN) + 1, ...cursor };
    if (!this.hasSlots || !(await this.overwrite(next))) await putDurably(this.path, slotsOf(next));
    this.kept = next;
  }

  private get hasSlots(): boolean {
    return this.kept !== undefined && this.kept.turn > NO_TURN;
  }

  /** False where somebody took the file away. */
  private async overwrite(next: Kept): Promise<boolean> {
    const handle = await open(this.path, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (!handle) return false;
    try {
      const { bytesWritten } = await handle.write(slotOf(next), (next.turn % 2) * SLOT_BYTES);
      if (bytesWritten < SLOT_BYTES) throw new Error('a cursor was written in part only');
      await handle.datasync();
      return true;
    } finally {
      await handle.close();
    }
  }
}

/** The cursor of a chain; undefined where there is none that can be read. */
export async function readCursor(place: CursorPlace): Promise<Cursor | undefined> {
  const file = await CursorFile.open(place).catch(() => undefined);
  return file?.cursor;
}

/** Both slots, so that the next turn takes the empty one. */
const slotsOf = (kept: Kept): string => (kept.turn % 2 ? `${EMPTY}${slotOf(kept)}` : `${slotOf(kept)}${EMPTY}`);

function slotOf(kept: Kept): string {
  const said = JSON.stringify(kept);
  return `${said.slice(0, -1)},"sum":"${sumOf(said)}"}`.padEnd(SLOT_BYTES - 1).concat('\n');
}

/** The newer of the slots that are whole. */
async function readKept(path: string): Promise<Kept | undefined> {
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  });
  if (file.length !== 2 * SLOT_BYTES) return oldKeptIn(file);
  const slots = [file.subarray(0, SLOT_BYTES), file.subarray(SLOT_BYTES)].flatMap((slot) => keptIn(slot) ?? []);
  return slots.sort((one, other) => other.turn - one.turn)[0];
}

function oldKeptIn(file: Buffer): Kept | undefined {
  try {
    return { ...oldShape.parse(JSON.parse(file.toString('utf8'))), v: 2, turn: NO_TURN };
  } catch {
    return undefined;
  }
}

function keptIn(slot: Buffer): Kept | undefined {
  const text = slot.toString('latin1').trimEnd();
  const said = text.replace(SUM, '}');
  if (SUM.exec(text)?.[1] !== sumOf(said)) return undefined;
  return shape.safeParse(JSON.parse(said)).data;
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

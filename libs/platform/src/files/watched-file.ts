import { basename } from 'node:path';
import { inTime } from '../in-time.js';
import { RefusedFile } from './refused-file.js';
import { keyOf, lookAt, type Sight, textOf } from './sight.js';

/** A disk that says nothing for so long counts as one that cannot be read. */
const READ_WITHIN_MS = 10_000;

/** Where a file lies and what it means. `parse` gets the file's own name for its faults, and throws a `RefusedFile`. */
export interface FileSource<T> {
  /** What it is called in records and metrics, wherever it lies. */
  name: string;
  path: string;
  /** Files that mean something only together with it: their bytes follow its own, and count as one content with them. */
  beside?: readonly string[];
  /** Whether `parse` may take tomorrow what it refuses today: then it is asked again at each look. */
  dependsOnTime?: boolean;
  parse: (text: string, file: string) => T;
}

/** One content of a file: what it means and its SHA-256. Immutable, so that both belong together for who holds it. */
export interface FileVersion<T> {
  readonly value: T;
  readonly hash: string;
  readonly loadedAtMs: number;
}

/** Another clock and another disk, for tests. */
interface Surroundings {
  now?: () => number;
  lookAt?: (...paths: string[]) => Promise<Sight>;
}

/** Why what lies on the disk is not used. */
export interface FileRefusal {
  readonly faults: readonly string[];
  /** Since when the disk holds something that cannot be used. */
  readonly sinceMs: number;
  /** The SHA-256 of what was refused, if it could be read. */
  readonly hash?: string | undefined;
}

/** What of a file is in use, and whether the disk holds something else that was refused. */
export interface FileState {
  readonly name: string;
  readonly hash: string;
  readonly loadedAtMs: number;
  readonly refusal?: FileRefusal | undefined;
}

/**
 * A file whose meaning changes when its content does: whole or not at all.
 *
 * Whoever looks settles on a content when two looks in a row found it (`notice`): a file that is still being written may
 * well end at the end of a line. It counts if `parse` takes it; what is refused, or cannot be read, leaves the old value
 * in use.
 */
export class WatchedFile<T> {
  #seen: string;
  #refused: { key: string; why: FileRefusal } | undefined;
  #reading: Promise<Sight> | undefined;

  private constructor(
    private readonly source: FileSource<T>,
    private version: FileVersion<T>,
    private readonly surroundings: Required<Surroundings>,
  ) {
    this.#seen = version.hash;
  }

  /** Reads it for the first time; rejects with a `RefusedFile` when it is refused. */
  static async open<T>(source: FileSource<T>, surroundings: Surroundings = {}): Promise<WatchedFile<T>> {
    const whole = { now: Date.now, lookAt, ...surroundings };
    const sight = await whole.lookAt(...pathsOf(source));
    return new WatchedFile(source, versionOf(source, sight, whole.now()), whole);
  }

  /** The content in use. Ask anew at each use, and only once where several answers must belong together. */
  get current(): FileVersion<T> {
    return this.version;
  }

  get state(): FileState {
    const { hash, loadedAtMs } = this.version;
    return { name: this.source.name, hash, loadedAtMs, refusal: this.#refused?.why };
  }

  /** Looks at the file. Never rejects, and reads it once at a time, however long a read takes. */
  see(): Promise<Sight> {
    this.#reading ??= this.surroundings.lookAt(...pathsOf(this.source)).finally(() => {
      this.#reading = undefined;
    });
    const fault = `${this.source.path}: was not read within ${READ_WITHIN_MS} ms`;
    return inTime(READ_WITHIN_MS, 'the read', this.#reading).catch(() => ({ fault }));
  }

  /** Remembers what a look found; true when the look before found the same. */
  notice(sight: Sight): boolean {
    const isSame = keyOf(sight) === this.#seen;
    this.#seen = keyOf(sight);
    return isSame;
  }

  /** Draws the conclusion from what two looks found, at once; true when the state has changed by it. Never throws. */
  settle(sight: Sight): boolean {
    const key = keyOf(sight);
    if (key === this.version.hash) return this.#isBack();
    const isKnown = key === this.#refused?.key;
    if (isKnown && !this.source.dependsOnTime) return false;
    const nowMs = this.surroundings.now();
    try {
      this.version = versionOf(this.source, sight, nowMs);
      this.#refused = undefined;
    } catch (error) {
      if (isKnown) return false;
      const sinceMs = this.#refused?.why.sinceMs ?? nowMs;
      this.#refused = { key, why: { faults: faultsOf(error, this.source.name), sinceMs, hash: sight.hash } };
    }
    return true;
  }

  /** The disk holds what is in use. Whether that is news: something else was refused meanwhile. */
  #isBack(): boolean {
    const isNews = this.#refused !== undefined;
    this.#refused = undefined;
    return isNews;
  }
}

const pathsOf = ({ path, beside = [] }: FileSource<unknown>): string[] => [path, ...beside];

function versionOf<T>({ path, parse }: FileSource<T>, sight: Sight, loadedAtMs: number): FileVersion<T> {
  const value = parse(textOf(sight, path), basename(path));
  return { value, hash: keyOf(sight), loadedAtMs };
}

/** A parser that fails otherwise than by a `RefusedFile` is a defect of ours; its words may quote a cell, so they are not told. */
const faultsOf = (error: unknown, name: string): readonly string[] =>
  error instanceof RefusedFile ? error.faults : [`${name}: cannot be understood (${(error as Error).name})`];

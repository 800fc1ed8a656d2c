import type { AppLogger } from '../logger.js';
import type { Sight } from './sight.js';
import type { FileState, WatchedFile } from './watched-file.js';

/** A file of the wrong kind has a fault in each line. */
const TOLD_FAULTS = 20;

/** After so many looks at files of which some change each time, those that do not are held back no longer. */
const PATIENCE = 6;

/** What the log says of the files of a watch. */
const WORDS = {
  'rule file': {
    renewed: 'a rule file was read anew',
    refused: 'a rule file is refused; what was read before stays in use',
    unseen: 'the rule files could not be looked at',
  },
  certificate: {
    renewed: 'a certificate was read anew',
    refused: 'a certificate is refused; what was read before stays in use',
    unseen: 'the certificates could not be looked at',
  },
} as const;

/** Told of each change: a new content counts, one is refused, or the disk holds again what is in use. */
export type OnFileChange = (state: FileState) => void;

/** What one look found of a file, and whether the look before found the same. */
interface Seen {
  file: WatchedFile<unknown>;
  sight: Sight;
  isStill: boolean;
}

/**
 * Looks at files again and again, and lets all that changed count in the same moment: once two looks in a row found the
 * same in every file, so that of files which belong together none counts before the others are written.
 *
 * A file that cannot be read is still while it cannot for the same reason: the others count without it. Where one
 * changes at each look, or comes and goes, the others wait for six looks, and then count each by itself.
 *
 * By reading them: volumes of Kubernetes, renames and network disks tell `fs.watch` nothing, or too much.
 */
export class FileWatch {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #onChange: OnFileChange = () => undefined;
  #hasEnded = false;
  /** How many looks in a row found something else than the look before. */
  #restless = 0;

  constructor(
    private readonly files: readonly WatchedFile<unknown>[],
    private readonly logger: Pick<AppLogger, 'info' | 'error'>,
    private readonly kind: keyof typeof WORDS,
  ) {}

  get states(): FileState[] {
    return this.files.map(({ state }) => state);
  }

  /** Begins to look; `everyMs` 0 is never. */
  start(everyMs: number, onChange: OnFileChange): void {
    this.#onChange = onChange;
    if (everyMs > 0) this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  /** Ends it. A look under way is finished without consequences. */
  stop(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer);
  }

  /** One look at all files. Never rejects; while a look is under way, no other begins. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAtAll()
      .catch((err: unknown) => this.logger.error({ err }, WORDS[this.kind].unseen))
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    const sights = await Promise.all(this.files.map(async (file) => ({ file, sight: await file.see() })));
    if (this.#hasEnded) return;
    const seen = sights.map(({ file, sight }) => ({ file, sight, isStill: file.notice(sight) }));
    const changed = this.#countable(seen).filter(({ file, sight }) => file.settle(sight));
    for (const { file } of changed) this.#tell(file.state);
  }

  #countable(seen: readonly Seen[]): Seen[] {
    const still = seen.filter(({ isStill }) => isStill);
    this.#restless = still.length === seen.length ? 0 : this.#restless + 1;
    return this.#restless === 0 || this.#restless > PATIENCE ? still : [];
  }

  #tell(state: FileState): void {
    const { name: file, hash, refusal } = state;
    if (refusal) {
      const { faults } = refusal;
      const told = {
        file,
        hash,
        refusedHash: refusal.hash,
        faults: faults.length,
        first: faults.slice(0, TOLD_FAULTS),
      };
      this.logger.error(told, WORDS[this.kind].refused);
    } else this.logger.info({ file, hash }, WORDS[this.kind].renewed);
    this.#onChange(state);
  }
}

import { AppError } from '#libs/platform';
import { foldAccount } from './account.js';
import type { Directory } from './directory.js';
import { type Grants, type GroupNames, readGrants } from './groups.js';

const MAX_ACCOUNTS = 10_000;

/** How long an answer is used again, and whose clock says so (all in ms). */
export interface CallerGrantsOptions {
  /** Within it an answer is as good as new. */
  ttlMs: number;
  /** Within it an answer still serves to read, while the directory cannot be reached. 0 = never. */
  staleMs?: number;
  now?: () => number;
  watch?: GrantsWatch | undefined;
}

/** Told how the directory does. */
export interface GrantsWatch {
  /** It was asked; `refused` is an answer too: the account may do nothing. */
  asked(result: 'answered' | 'refused' | 'failed', elapsedMs: number): void;
  /** An old answer served to read, because it could not be reached. */
  servedOld(ageMs: number): void;
}

/** What the grants are for. Only to read may an old answer serve. */
export type GrantsUse = 'read' | 'change';

/** Grants and the age of the directory's answer that they rest on. */
export interface DatedGrants {
  grants: Grants;
  ageMs: number;
  /** Whether the answer is older than `ttlMs`, because the directory cannot be reached. */
  isStale: boolean;
  /** The SHA-256 of the directory's file, where it is one. */
  fileHash?: string | undefined;
}

interface Answer {
  askedAt: number;
  fileHash: string | undefined;
  /** An `AppError` is a refusal by the directory: as good an answer as grants. */
  outcome: Grants | AppError;
}

/**
 * What an account may do by its groups, remembered for `ttlMs`: a right that was removed may live that much longer.
 *
 * Simultaneous questions about one account ask the directory once. While the directory cannot be reached, an answer of
 * up to `staleMs` serves to read, never to change; else `DIRECTORY_UNAVAILABLE`, and the next question asks again.
 *
 * Where the directory is a file, what another content of it answered is forgotten.
 */
export class CallerGrants {
  readonly #answers = new Map<string, Answer>();
  readonly #asking = new Map<string, Promise<Answer>>();
  readonly #ttlMs: number;
  readonly #staleMs: number;
  readonly #now: () => number;
  readonly #watch: GrantsWatch | undefined;

  constructor(
    private readonly directory: Directory,
    private readonly names: GroupNames,
    { ttlMs, staleMs = 0, now = Date.now, watch }: CallerGrantsOptions,
  ) {
    this.#ttlMs = ttlMs;
    this.#staleMs = staleMs;
    this.#now = now;
    this.#watch = watch;
  }

  /**
   * The grants of an account; accounts compare without case.
   *
   * Rejects with `PERMISSION_DENIED` when the directory refuses the account, else with `DIRECTORY_UNAVAILABLE`.
   */
  async of(account: string, use: GrantsUse = 'change'): Promise<Grants> {
    return (await this.datedOf(account, use)).grants;
  }

  /** As `of`, with the age of the answer. */
  async datedOf(account: string, use: GrantsUse = 'change'): Promise<DatedGrants> {
    const key = foldAccount(account);
    const known = this.#known(key);
    if (known && this.#isWithin(known, this.#ttlMs)) return this.#dated(known);
    try {
      return this.#dated(await this.#ask(key));
    } catch (error) {
      const mayServe = use === 'read' && known && this.#isWithin(known, this.#staleMs);
      if (!mayServe || !isUnavailable(error)) throw error;
      this.#watch?.servedOld(this.#now() - known.askedAt);
      return this.#dated(known, true);
    }
  }

  #dated({ askedAt, outcome, fileHash }: Answer, isStale = false): DatedGrants {
    if (outcome instanceof AppError) throw outcome;
    return { grants: outcome, ageMs: Math.max(0, this.#now() - askedAt), isStale, fileHash };
  }

  #known(key: string): Answer | undefined {
    const known = this.#answers.get(key);
    return known?.fileHash === this.directory.fileHash ? known : undefined;
  }

  /** A clock that was set back makes an answer look as if it came from the future: that one is not used again. */
  #isWithin({ askedAt }: Answer, ms: number): boolean {
    const age = this.#now() - askedAt;
    return age >= 0 && age < ms;
  }

  #ask(key: string): Promise<Answer> {
    // Nobody who asks after a new file joins a question that went to the old one.
    const question = `${this.directory.fileHash ?? ''} ${key}`;
    const underWay = this.#asking.get(question);
    if (underWay) return underWay;
    const asking = this.#answerOf(key).finally(() => this.#asking.delete(question));
    this.#asking.set(question, asking);
    return asking;
  }

  async #answerOf(key: string): Promise<Answer> {
    const askedAt = this.#now();
    const { fileHash } = this.directory;
    const outcome = await this.#outcomeOf(key);
    const answer = { askedAt, outcome, fileHash };
    this.#remember(key, answer);
    return answer;
  }

  async #outcomeOf(key: string): Promise<Grants | AppError> {
    const since = performance.now();
    const tell = (result: 'answered' | 'refused' | 'failed') => this.#watch?.asked(result, performance.now() - since);
    try {
      const grants = readGrants(await this.directory.groupsOf(key), this.names);
      tell('answered');
      return grants;
    } catch (error) {
      const isRefusal = error instanceof AppError && error.code === 'PERMISSION_DENIED';
      tell(isRefusal ? 'refused' : 'failed');
      if (isRefusal) return error;
      throw error;
    }
  }

  #remember(key: string, answer: Answer): void {
    this.#answers.delete(key);
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size >= MAX_ACCOUNTS) this.#answers.delete(oldest);
    this.#answers.set(key, answer);
  }
}

const isUnavailable = (error: unknown): boolean => error instanceof AppError && error.code === 'DIRECTORY_UNAVAILABLE';

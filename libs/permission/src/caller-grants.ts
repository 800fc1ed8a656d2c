import type { Directory } from './directory.js';
import { type Grants, type GroupNames, readGrants } from './groups.js';

const MAX_ACCOUNTS = 10_000;

/** How long an answer is used again, and whose clock says so (both in ms). */
export interface CallerGrantsOptions {
  ttlMs: number;
  now?: () => number;
}

interface Known {
  until: number;
  grants: Promise<Grants>;
}

/**
 * What an account may do by its groups, remembered for `ttlMs`: a right that was removed may live that much longer.
 *
 * Simultaneous questions about one account ask the directory once. Failures are never remembered: they reject with
 * `DIRECTORY_UNAVAILABLE`, and the next question asks again.
 */
export class CallerGrants {
  readonly #known = new Map<string, Known>();
  readonly #ttlMs: number;
  readonly #now: () => number;

  constructor(
    private readonly directory: Directory,
    private readonly names: GroupNames,
    { ttlMs, now = Date.now }: CallerGrantsOptions,
  ) {
    this.#ttlMs = ttlMs;
    this.#now = now;
  }

  /** The grants of an account; accounts compare without case. */
  of(account: string): Promise<Grants> {
    const key = account.toLowerCase();
    const known = this.#known.get(key);
    if (known && known.until > this.#now()) return known.grants;
    return this.#ask(key);
  }

  #ask(key: string): Promise<Grants> {
    const grants = this.directory.groupsOf(key).then((groups) => readGrants(groups, this.names));
    const entry = { until: this.#now() + this.#ttlMs, grants };
    this.#remember(key, entry);
    grants.catch(() => {
      if (this.#known.get(key) === entry) this.#known.delete(key);
    });
    return grants;
  }

  #remember(key: string, entry: Known): void {
    this.#known.delete(key);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MAX_ACCOUNTS) this.#known.delete(oldest);
    this.#known.set(key, entry);
  }
}

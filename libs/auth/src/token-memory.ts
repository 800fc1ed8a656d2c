import { hash } from 'node:crypto';

const MAX_TOKENS = 10_000;

interface Remembered<Found> {
  found: Found;
  since: number;
  until: number;
}

/**
 * What was found out about tokens, each until a time of its own. Holds hashes of tokens, not tokens, and at most 10,000:
 * the oldest goes.
 */
export class TokenMemory<Found> {
  readonly #known = new Map<string, Remembered<Found>>();

  constructor(private readonly now: () => number) {}

  /** What was found out about exactly this token, unless its time is over. */
  find(token: string): Found | undefined {
    const name = hashOf(token);
    const known = this.#known.get(name);
    if (!known) return undefined;
    const now = this.now();
    // A clock that was set back must not make the time longer.
    if (known.since <= now && now < known.until) return known.found;
    this.#known.delete(name);
    return undefined;
  }

  /** Remembers what was found out at `since`, until `until` (ms since 1970). */
  remember(token: string, found: Found, since: number, until: number): void {
    const name = hashOf(token);
    this.#known.delete(name);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MAX_TOKENS) this.#known.delete(oldest);
    this.#known.set(name, { found, since, until });
  }
}

const hashOf = (token: string): string => hash('sha256', token, 'base64');

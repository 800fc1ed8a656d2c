import { AppError, type AppLogger } from '#libs/platform';
import { fetchKeySet, type KeySet, type KeySetPlace, type SigningKey } from './key-set.js';

const COOLDOWN_MS = 30_000;
const RETRY_WITHOUT_KEYS_MS = 1_000;
const REFRESH_MS = 600_000;
const KEPT_MS = 86_400_000;

/** Where the keys come from, and whose clock (in ms, never set back) rules. */
export interface SigningKeysOptions extends KeySetPlace {
  logger?: AppLogger | undefined;
  now?: () => number;
}

/** How the keys are; `ageMs` is missing where none were ever fetched. */
export interface KeysState {
  keys: number;
  ageMs?: number;
  /** How often they were asked for since the process began, and how often in vain. */
  fetches: number;
  failures: number;
}

/**
 * The provider's signing keys, fetched when they are first needed and kept.
 *
 * Unknown key ids cause at most one fetch in 30 s, however many there are, so a flood of forged tokens locks nobody out;
 * a new key is accepted 30 s after it came up at the latest. The last good set outlives an outage for 24 h. It is renewed
 * in the background after 10 min, so a key that the provider withdrew is refused from then on.
 */
export class SigningKeys {
  readonly #place: KeySetPlace;
  readonly #logger: AppLogger | undefined;
  readonly #now: () => number;
  #keys: KeySet = new Map();
  #fetchedAt = -Infinity;
  #triedAt = -Infinity;
  #fetching: Promise<void> | undefined;
  #fetches = 0;
  #failures = 0;

  constructor({ logger, now = () => performance.now(), ...place }: SigningKeysOptions) {
    this.#place = place;
    this.#logger = logger;
    this.#now = now;
  }

  /**
   * The key with this id. Rejects with `UNAUTHENTICATED` when the provider has no such key, and with
   * `IDENTITY_UNAVAILABLE` when its keys are not known at all.
   */
  async get(kid: string): Promise<SigningKey> {
    const age = this.#now() - this.#fetchedAt;
    if (age > KEPT_MS) this.#keys = new Map();
    const known = this.#keys.get(kid);
    if (known) {
      if (age > REFRESH_MS) void this.#refresh();
      return known;
    }
    await this.#refresh();
    return this.#keys.get(kid) ?? this.#refuse();
  }

  get state(): KeysState {
    const ageMs = this.#now() - this.#fetchedAt;
    const counts = { keys: this.#keys.size, fetches: this.#fetches, failures: this.#failures };
    return { ...counts, ...(Number.isFinite(ageMs) && { ageMs }) };
  }

  #refuse(): never {
    if (this.#keys.size > 0) throw new AppError('UNAUTHENTICATED', 'The access token is signed by an unknown key.');
    throw new AppError('IDENTITY_UNAVAILABLE', 'The keys of the OpenID provider cannot be fetched. Try again later.');
  }

  #refresh(): Promise<void> {
    if (this.#fetching) return this.#fetching;
    const pause = this.#keys.size > 0 ? COOLDOWN_MS : RETRY_WITHOUT_KEYS_MS;
    if (this.#now() - this.#triedAt < pause) return Promise.resolve();
    this.#triedAt = this.#now();
    this.#fetching = this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    this.#fetches += 1;
    try {
      this.#keys = await fetchKeySet(this.#place);
      this.#fetchedAt = this.#now();
    } catch (err) {
      this.#failures += 1;
      this.#logger?.warn({ err, issuer: this.#place.issuer }, 'the signing keys could not be fetched');
    }
  }
}

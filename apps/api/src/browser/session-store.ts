import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '#libs/auth';
import { asking, type JobHub, type QueueKeys, type RedisClient } from '#libs/queue';
import type { Sealer } from './sealer.js';
import type { BrowserTerms } from './settings.js';

const ID_BYTES = 32;
const ID = /^[\w-]{43}$/;
const AWAY = 'The sessions cannot be looked up now. Try again in a moment.';

/** A session: who it is of, and a name of it that opens nothing. */
export interface Session {
  name: string;
  caller: Caller;
}

/** What the store works with. */
interface StoreParts {
  redis: RedisClient;
  keys: QueueKeys;
  /** Hears of ends, in whichever process. */
  hub: Pick<JobHub, 'listen'>;
  sealer: Sealer;
  terms: Pick<BrowserTerms, 'lifeMs' | 'idleMs'>;
  now?: () => number;
}

/**
 * The sessions of browsers, in Redis, for all API processes.
 *
 * A session is found by an id that only its browser has: Redis knows its hash. What Redis holds is sealed, so whoever can read
 * or write there learns nothing and can make no session. It holds no token and no rights. Rejects with `QUEUE_UNAVAILABLE`.
 */
export class SessionStore {
  readonly #parts: StoreParts;
  readonly #now: () => number;

  constructor({ now = Date.now, ...parts }: StoreParts) {
    this.#parts = parts;
    this.#now = now;
  }

  /** Opens a session under a new id, which nobody can have known before. */
  async open(caller: Caller): Promise<{ id: string; session: Session }> {
    const { redis, sealer, terms } = this.#parts;
    const id = randomBytes(ID_BYTES).toString('base64url');
    const { key, name } = this.#placeOf(id);
    const { tokenId: _, ...person } = caller;
    const lasting = { ...person, expiresAtMs: this.#now() + terms.lifeMs };
    await asking(AWAY, () => redis.set(key, sealer.seal(key, lasting), 'PX', terms.idleMs));
    return { id, session: { name, caller: lasting } };
  }

  /** The session with this id, which lives on by being asked for; undefined where its time is over, or where there was none. */
  async find(id: string): Promise<Session | undefined> {
    if (!ID.test(id)) return undefined;
    const { key, name } = this.#placeOf(id);
    const caller = await this.#read(key);
    const leftMs = caller ? caller.expiresAtMs - this.#now() : 0;
    if (!caller || leftMs <= 0) return undefined;
    await asking(AWAY, () => this.#parts.redis.pexpire(key, Math.min(leftMs, this.#parts.terms.idleMs)));
    return { name, caller };
  }

  /** Whether there is one with this id. Other than by `find`, it does not live on by that: nobody did anything. */
  async has(id: string): Promise<boolean> {
    return ID.test(id) && (await asking(AWAY, () => this.#parts.redis.exists(this.#placeOf(id).key))) > 0;
  }

  /** Ends it: from now on nobody has it. */
  async end(id: string): Promise<void> {
    if (!ID.test(id)) return;
    const { redis, keys } = this.#parts;
    const { key, name } = this.#placeOf(id);
    await asking(AWAY, () => redis.del(key));
    // Whom this does not reach finds out a little later.
    await redis.publish(keys.sessionEnds(), name).catch(() => undefined);
  }

  /**
   * Calls `over` soon after the session with this id is there no more: at once where it is ended, in whichever process. While Redis
   * cannot say so it is not called. Answers how to stop that.
   */
  onEnd(id: string, over: () => void): () => void {
    const look = async () => (await this.has(id).catch(() => true)) || over();
    return this.#parts.hub.listen(this.#placeOf(id).name, () => void look());
  }

  async #read(key: string): Promise<Caller | undefined> {
    const { redis, sealer } = this.#parts;
    const sealed = await asking(AWAY, () => redis.get(key));
    return sealed === null ? undefined : (sealer.open(key, sealed) as Caller | undefined);
  }

  #placeOf(id: string): { key: string; name: string } {
    const hash = createHash('sha256').update(id).digest('hex');
    return { key: this.#parts.keys.session(hash), name: hash.slice(0, 16) };
  }
}

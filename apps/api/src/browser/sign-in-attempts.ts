import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asking, type QueueKeys, type RedisClient } from '#libs/queue';
import type { Attempt } from './code-flow.js';
import type { Cookies } from './cookies.js';
import type { Sealer } from './sealer.js';

const COOKIE = 'etlaas-sign-in';
const PURPOSE = 'sign-in attempt';
const WITHIN_S = 600;
/** The provider sends the browser back: that is another site. */
const USE = { sameSite: 'Lax' } as const;
const AWAY = 'The sign-ins cannot be looked up now. Try again in a moment.';

/** What attempts are kept with. */
interface AttemptParts {
  cookies: Cookies;
  sealer: Sealer;
  redis: RedisClient;
  keys: QueueKeys;
  now?: () => number;
}

/**
 * Sign-ins that are under way, each kept by the browser that began it, sealed: an answer of the provider that any other browser
 * brings belongs to nothing. So nobody can be made to sign in as somebody else, and nobody fills our memory.
 *
 * Redis knows the taken ones, by a hash and until their time is over: a copy of the cookie is worth nothing once one was used.
 */
export class SignInAttempts {
  readonly #parts: AttemptParts;
  readonly #now: () => number;

  constructor({ now = Date.now, ...parts }: AttemptParts) {
    this.#parts = parts;
    this.#now = now;
  }

  begin(reply: FastifyReply, attempt: Attempt): void {
    const { cookies, sealer } = this.#parts;
    const sealed = sealer.seal(PURPOSE, { ...attempt, until: this.#now() + WITHIN_S * 1_000 });
    cookies.set(reply, COOKIE, sealed, { ...USE, maxAgeS: WITHIN_S });
  }

  /**
   * The attempt of this browser, once for all processes; undefined where there is none, its time is over, or it was taken. Rejects
   * with `QUEUE_UNAVAILABLE` where nobody can tell.
   */
  async take({ headers }: Pick<FastifyRequest, 'headers'>, reply: FastifyReply): Promise<Attempt | undefined> {
    const { cookies, sealer } = this.#parts;
    const sealed = cookies.read(headers.cookie, COOKIE);
    if (sealed === undefined) return undefined;
    cookies.clear(reply, COOKIE, USE);
    const attempt = sealer.open(PURPOSE, sealed) as (Attempt & { until: number }) | undefined;
    const leftMs = attempt ? attempt.until - this.#now() : 0;
    return attempt && leftMs > 0 && (await this.#isFirst(attempt, leftMs)) ? attempt : undefined;
  }

  async #isFirst({ state }: Attempt, leftMs: number): Promise<boolean> {
    const { redis, keys } = this.#parts;
    const key = keys.signIn(createHash('sha256').update(state).digest('hex'));
    return (await asking(AWAY, () => redis.set(key, '', 'PX', leftMs, 'NX'))) === 'OK';
  }
}

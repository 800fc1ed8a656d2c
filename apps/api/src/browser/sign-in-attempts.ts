import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Attempt } from './code-flow.js';
import type { Cookies } from './cookies.js';
import type { Sealer } from './sealer.js';

const COOKIE = 'etlaas-sign-in';
const PURPOSE = 'sign-in attempt';
const WITHIN_S = 600;
/** The provider sends the browser back: that is another site. */
const USE = { sameSite: 'Lax' } as const;

/**
 * Sign-ins that are under way, each kept by the browser that began it, sealed: an answer of the provider that any other browser
 * brings belongs to nothing. So nobody can be made to sign in as somebody else, and nobody fills our memory.
 */
export class SignInAttempts {
  constructor(
    private readonly cookies: Cookies,
    private readonly sealer: Sealer,
    private readonly now: () => number = Date.now,
  ) {}

  begin(reply: FastifyReply, attempt: Attempt): void {
    const sealed = this.sealer.seal(PURPOSE, { ...attempt, until: this.now() + WITHIN_S * 1_000 });
    this.cookies.set(reply, COOKIE, sealed, { ...USE, maxAgeS: WITHIN_S });
  }

  /** The attempt of this browser, once; undefined where there is none, or its time is over. */
  take({ headers }: Pick<FastifyRequest, 'headers'>, reply: FastifyReply): Attempt | undefined {
    const sealed = this.cookies.read(headers.cookie, COOKIE);
    if (sealed === undefined) return undefined;
    this.cookies.clear(reply, COOKIE, USE);
    const attempt = this.sealer.open(PURPOSE, sealed) as (Attempt & { until: number }) | undefined;
    return attempt && this.now() < attempt.until ? attempt : undefined;
  }
}

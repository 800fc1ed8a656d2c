import { AppError } from '#libs/platform';
import type { Caller } from './caller.js';
import type { Introspection } from './introspection.js';
import type { AuthSettings } from './settings.js';
import { TokenMemory } from './token-memory.js';
import { CLOCK_SKEW_S, type Claims, isTime, readCaller, refused } from './token-rules.js';

/** Short: a token that one node of the provider does not know yet is good a moment later. */
const REFUSED_FOR_MS = 10_000;

/** For so long whoever had a good token is not taken for one of those that try tokens from the same address. */
const KNOWN_FOR_MS = 3_600_000;

/**
 * Callers by tokens that only the provider can read.
 *
 * Simultaneous requests with one token ask once. A refused token is remembered for 10 s, so that repeating it is no
 * flood; a good one is not remembered here, but as every good token.
 */
export class OpaqueTokens {
  readonly #asking = new Map<string, Promise<Caller>>();
  readonly #refused: TokenMemory<AppError>;
  readonly #wereGood: TokenMemory<true>;

  constructor(
    private readonly introspection: Introspection,
    private readonly settings: AuthSettings,
    private readonly now: () => number = Date.now,
  ) {
    this.#refused = new TokenMemory(now);
    this.#wereGood = new TokenMemory(now);
  }

  /**
   * Rejects with `UNAUTHENTICATED` when the token is not good, and with `IDENTITY_UNAVAILABLE` when nobody can say.
   *
   * For a suspect, tokens that were not good in the last hour have but a few places at the provider: a flood of made-up
   * ones must not take those of others. Who finds none is told to try again, for the token may be good.
   */
  async callerOf(token: string, isSuspect = false): Promise<Caller> {
    const refusal = this.#refused.find(token);
    if (refusal) throw refusal;
    const underWay = this.#asking.get(token);
    if (underWay) return underWay;
    const asking = this.#ask(token, isSuspect && !this.#wereGood.find(token)).finally(() => this.#asking.delete(token));
    this.#asking.set(token, asking);
    return asking;
  }

  async #ask(token: string, isSuspect: boolean): Promise<Caller> {
    const since = this.now();
    try {
      const caller = readIntrospected(await this.introspection.ask(token, isSuspect), this.settings, this.now() / 1000);
      this.#wereGood.remember(token, true, since, since + KNOWN_FOR_MS);
      return caller;
    } catch (error) {
      const isRefusal = error instanceof AppError && error.code === 'UNAUTHENTICATED';
      if (isRefusal) this.#refused.remember(token, error, since, since + REFUSED_FOR_MS);
      throw error;
    }
  }
}

/**
 * The caller that an introspection answer describes, by the same rules as for a JWT.
 *
 * RFC 7662 makes all members optional but `active`; we do not. `exp`, `aud`, `sub` and `token_type` must be there: a
 * refresh token is active too and differs in the last alone. `iss` must be ours where it is said, since whom we ask is
 * ours anyway; a missing `iat` counts as now, which bounds what is left of the lifetime.
 */
function readIntrospected(answer: Claims | undefined, settings: AuthSettings, nowS: number): Caller {
  if (!answer) throw refused('its state: it is not active');
  const { iss = settings.OIDC_ISSUER, aud, token_type: type, nbf = 0 } = answer;
  if (iss !== settings.OIDC_ISSUER) throw refused('its issuer');
  if (![aud].flat().includes(settings.OIDC_AUDIENCE)) throw refused('its audience');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw refused('its type');
  if (!isTime(nbf) || nbf > nowS + CLOCK_SKEW_S) throw refused('its time of validity, which is still to come');
  const caller = readCaller({ iat: Math.floor(nowS), ...answer }, settings, nowS);
  if (caller.expiresAtMs <= (nowS - CLOCK_SKEW_S) * 1000) throw refused('its expiry, which is over');
  return caller;
}

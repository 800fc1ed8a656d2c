import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '#libs/platform';
import { isJwt, readBearer } from './bearer-token.js';
import type { Caller } from './caller.js';
import type { JwtStrategy } from './jwt.strategy.js';
import type { OpaqueTokens } from './opaque-tokens.js';
import { assertScopes } from './scope-rules.js';
import type { AuthSettings } from './settings.js';
import { VerifiedTokens } from './verified-tokens.js';

/** What of a request is looked at; also where its caller is put. */
export interface IncomingRequest {
  method: string;
  url?: string;
  /** Where it comes from. */
  ip?: string;
  headers: IncomingHttpHeaders;
  caller?: Caller;
}

/** What an `Authenticator` works with. Without `opaqueTokens`, only JWTs are accepted. */
export interface AuthenticatorParts {
  strategy: JwtStrategy;
  opaqueTokens?: OpaqueTokens | undefined;
  settings: AuthSettings;
  /** Whether an opaque token of a request that was not good before should have to share a few places at the provider. */
  isSuspect?: ((request: IncomingRequest) => boolean) | undefined;
  /** Who has signed in, of a request without an Authorization header; what it throws refuses the request. */
  sessionOf?: ((request: IncomingRequest) => Promise<Caller | undefined>) | undefined;
  /** Told of each caller before anything is decided about it; what it throws refuses the request. */
  onCaller?: ((request: IncomingRequest, reply: unknown) => void) | undefined;
  now?: () => number;
}

/** Typed for Express, though passport-jwt reads nothing but the headers. */
type PassportRequest = Parameters<JwtStrategy['authenticate']>[0];

/** Finds out who sends a request, for the guard and for what lies outside its reach (Bull Board). */
export class Authenticator {
  readonly #parts: AuthenticatorParts;
  readonly #now: () => number;
  readonly #verified: VerifiedTokens;

  constructor({ now = Date.now, ...parts }: AuthenticatorParts) {
    this.#parts = parts;
    this.#now = now;
    this.#verified = new VerifiedTokens(now);
  }

  /**
   * The caller by the bearer token, or by the session of whoever sends no Authorization header at all; whose scopes allow the method; also put into `request.caller`.
   *
   * Rejects with `UNAUTHENTICATED`, with `IDENTITY_UNAVAILABLE` where it cannot know, and with `SCOPE_MISSING`: here, so
   * that nobody who asks for the caller can forget the scopes. `onCaller` comes before them: who is refused is counted too.
   * The reply is handed to it as it is.
   */
  async callerOf(request: IncomingRequest, reply?: unknown): Promise<Caller> {
    const caller = await this.#identify(request);
    // First: the record of a refusal names whom it refused.
    request.caller = caller;
    this.#parts.onCaller?.(request, reply);
    assertScopes(caller, request.method, this.#parts.settings);
    return caller;
  }

  /** Whom an access token belongs to that came another way than in the header. Says nothing of its scopes. */
  async callerBy(token: string, request: IncomingRequest): Promise<Caller> {
    return this.#verified.find(token) ?? (await this.#verify(token, request));
  }

  async #identify(request: IncomingRequest): Promise<Caller> {
    const { authorization } = request.headers;
    const token = readBearer(authorization);
    if (token !== undefined) return this.callerBy(token, request);
    const caller = authorization === undefined ? await this.#parts.sessionOf?.(request) : undefined;
    if (!caller) throw tokenless();
    return caller;
  }

  async #verify(token: string, request: IncomingRequest): Promise<Caller> {
    const since = this.#now();
    const caller = await (isJwt(token) ? this.#verifyJwt(token) : this.#introspect(token, request));
    this.#verified.remember(token, caller, since);
    return caller;
  }

  #introspect(token: string, request: IncomingRequest): Promise<Caller> {
    const { opaqueTokens, isSuspect } = this.#parts;
    if (!opaqueTokens) return Promise.reject(refusal(undefined));
    return opaqueTokens.callerOf(token, isSuspect?.(request));
  }

  #verifyJwt(token: string): Promise<Caller> {
    return new Promise((resolve, reject) => {
      // What passport.authenticate does, without what it hangs on requests for the sake of sessions. A strategy answers
      // through itself, hence one of its own for each request.
      const attempt = Object.assign(Object.create(this.#parts.strategy) as JwtStrategy, {
        success: resolve,
        fail: (reason: unknown): void => reject(refusal(reason)),
        error: reject,
      });
      attempt.authenticate({ headers: { authorization: `Bearer ${token}` } } as PassportRequest);
    });
  }
}

const tokenless = (): AppError =>
  new AppError('UNAUTHENTICATED', 'Send an access token in the header Authorization: Bearer <token>.');

function refusal(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  const isExpired = reason instanceof Error && reason.name === 'TokenExpiredError';
  const sentence = isExpired ? 'The access token has expired.' : 'The access token is not valid for this API.';
  return new AppError('UNAUTHENTICATED', sentence, { cause: reason });
}

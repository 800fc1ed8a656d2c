import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '#libs/platform';
import type { Caller } from './caller.js';
import type { JwtStrategy } from './jwt.strategy.js';
import { VerifiedTokens } from './verified-tokens.js';

/** What of a request is looked at; also where the guard puts the caller. */
export interface IncomingRequest {
  headers: IncomingHttpHeaders;
  caller?: Caller;
}

/** Typed for Express, though passport-jwt reads nothing but the headers. */
type PassportRequest = Parameters<JwtStrategy['authenticate']>[0];

/** Finds out who sends a request, for the guard and for what lies outside its reach (Bull Board). */
export class Authenticator {
  private readonly verified = new VerifiedTokens();

  constructor(private readonly strategy: JwtStrategy) {}

  /** The caller by the bearer token. Rejects with `UNAUTHENTICATED`, or `IDENTITY_UNAVAILABLE` where it cannot know. */
  async callerOf(request: IncomingRequest): Promise<Caller> {
    const { authorization } = request.headers;
    const known = authorization && this.verified.find(authorization);
    if (known) return known;
    const caller = await this.verify(request);
    if (authorization) this.verified.remember(authorization, caller);
    return caller;
  }

  private verify(request: IncomingRequest): Promise<Caller> {
    return new Promise((resolve, reject) => {
      const fail = (reason: unknown): void => reject(refusal(request, reason));
      // What passport.authenticate does, without what it hangs on requests for the sake of sessions. A strategy answers
      // through itself, hence one of its own for each request.
      const attempt = Object.assign(Object.create(this.strategy) as JwtStrategy, {
        success: resolve,
        fail,
        error: reject,
      });
      attempt.authenticate(request as PassportRequest);
    });
  }
}

function refusal({ headers }: IncomingRequest, reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  return new AppError('UNAUTHENTICATED', sentence(headers.authorization, reason), { cause: reason });
}

function sentence(authorization: string | undefined, reason: unknown): string {
  if (authorization === undefined) return 'Send an access token in the header Authorization: Bearer <token>.';
  const expired = reason instanceof Error && reason.name === 'TokenExpiredError';
  return expired ? 'The access token has expired.' : 'The access token is not valid for this API.';
}

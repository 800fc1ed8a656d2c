import { createHash } from 'node:crypto';
import type { Caller } from './caller.js';

/** A key that the provider withdraws ends its tokens no later than this. */
const TRUSTED_FOR_MS = 60_000;
const MAX_TOKENS = 10_000;

interface Verified {
  caller: Caller;
  until: number;
}

/**
 * Callers of tokens whose signature and claims were just found good, so that a poll does not cost a signature check.
 *
 * Trusts a token for a minute, and never beyond its `exp`. Holds hashes of tokens, not tokens. Says nothing about rights:
 * those are decided at each request.
 */
export class VerifiedTokens {
  private readonly known = new Map<string, Verified>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The caller of exactly this header, if it was verified lately. */
  find(authorization: string): Caller | undefined {
    const hash = hashOf(authorization);
    const verified = this.known.get(hash);
    if (!verified) return undefined;
    if (verified.until > this.now()) return verified.caller;
    this.known.delete(hash);
    return undefined;
  }

  remember(authorization: string, caller: Caller): void {
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= MAX_TOKENS) this.known.delete(oldest);
    const until = Math.min(this.now() + TRUSTED_FOR_MS, caller.expiresAtMs);
    this.known.set(hashOf(authorization), { caller, until });
  }
}

const hashOf = (authorization: string): string => createHash('sha256').update(authorization).digest('base64');

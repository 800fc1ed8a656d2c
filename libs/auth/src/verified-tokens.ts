import type { Caller } from './caller.js';
import { TokenMemory } from './token-memory.js';

/** A key or a token that the provider withdraws is accepted no longer than this. */
const TRUSTED_FOR_MS = 60_000;

/**
 * Callers of tokens that were just found good, so that a poll costs neither a signature check nor an introspection.
 *
 * Trusts a token for a minute, and never beyond its `exp`. Says nothing about rights: those are decided at each request.
 */
export class VerifiedTokens {
  private readonly memory: TokenMemory<Caller>;

  constructor(now: () => number) {
    this.memory = new TokenMemory(now);
  }

  /** The caller of exactly this token, if it was verified lately. */
  find(token: string): Caller | undefined {
    return this.memory.find(token);
  }

  /** Remembers whom a token was found to belong to, when it was asked at `since` (ms since 1970). */
  remember(token: string, caller: Caller, since: number): void {
    this.memory.remember(token, caller, since, Math.min(since + TRUSTED_FOR_MS, caller.expiresAtMs));
  }
}

import { Refused, Unreachable } from './errors.js';

/** How a request is sent again. The pauses between are at least what the API says by `Retry-After`. */
export interface RetryRules {
  /** How often at most, the first time included. */
  attempts: number;
  /** The first pause; each one may be twice as long as the one before. */
  firstPauseMs: number;
  /** A longer `Retry-After` than this is not waited for: the refusal is thrown. */
  longestPauseMs: number;
}

/** Half a minute of trying, about: longer than an API restarts or its Redis fails over. */
export const RETRY_RULES: RetryRules = { attempts: 6, firstPauseMs: 500, longestPauseMs: 30_000 };

/** What is worth another try: nobody answered, or somebody who could not. 502 and 504 are those of proxies. */
const PASSING = [408, 429, 502, 503, 504];

/** Whether the same request may be answered soon. */
export const isPassing = (error: unknown): error is Refused | Unreachable =>
  error instanceof Unreachable || (error instanceof Refused && PASSING.includes(error.status));

/** Runs `attempt` until it resolves, fails for good, or the rules say enough; then rejects with its last failure. */
export async function withRetries<T>(
  rules: RetryRules,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
  onRetry: (error: unknown) => void = () => undefined,
) {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pauseMs = pauseAfter(error, count, rules);
      if (count >= rules.attempts || pauseMs === undefined) throw error;
      onRetry(error);
      await pause(pauseMs, signal);
    }
  }
}

/** How long to leave the API alone after a failure; undefined where asking again is no use, or would be too soon. */
export function pauseAfter(error: unknown, count: number, rules: RetryRules): number | undefined {
  if (!isPassing(error) || wishedPauseMs(error) > rules.longestPauseMs) return undefined;
  return backOffMs(error, count, rules);
}

/** A pause that grows, is as long as the API wishes, and is nobody else's: who was refused together should not come back so. */
export function backOffMs(error: unknown, count: number, { firstPauseMs, longestPauseMs }: RetryRules): number {
  const growingMs = Math.min(firstPauseMs * 2 ** (count - 1), longestPauseMs);
  return Math.max(wishedPauseMs(error), growingMs / 2) + (Math.random() * growingMs) / 2;
}

const wishedPauseMs = (error: unknown): number => (error instanceof Refused ? (error.retryAfterS ?? 0) * 1000 : 0);

/** The seconds of a `Retry-After` header, which may also be a date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Resolves after a while; rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

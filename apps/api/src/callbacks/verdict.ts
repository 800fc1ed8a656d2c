import { type PostAnswer, retryAfterMs } from '#libs/platform';
import type { CallbackTry, Verdict } from '#libs/queue';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

/** Ten tries within some three days: a receiver that is down over a weekend still hears of it. */
const WAITS_MS = [5 * S, 5 * MIN, 30 * MIN, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H, 24 * H];
const LONGEST_MS = 24 * H;
/** What failed together should not come back together. */
const SPREAD = 0.1;

const ASKS_FOR_TIME: readonly (number | undefined)[] = [429, 503];
const GONE = 410;

/** What is to become of a callback after a try, of which `failures` failed before. */
export function verdictOn(
  { status, retryAfter }: Pick<CallbackTry, 'status'> & Pick<PostAnswer, 'retryAfter'>,
  failures: number,
  now = Date.now(),
): Verdict {
  if (status !== undefined && status >= 200 && status < 300) return { state: 'delivered' };
  const waitMs = WAITS_MS[failures];
  if (status === GONE || waitMs === undefined) return { state: 'given-up' };
  const askedMs = ASKS_FOR_TIME.includes(status) ? retryAfterMs(retryAfter, now) : 0;
  const ownMs = waitMs * (1 + SPREAD * Math.random());
  return { state: 'pending', againInMs: Math.round(Math.max(ownMs, Math.min(askedMs, LONGEST_MS))) };
}

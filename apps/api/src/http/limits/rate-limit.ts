import type { SharedCounts, Usage } from '#libs/queue';

const WINDOW_MS = 60_000;
/** Of each limit. Whoever is forgotten for want of room is remembered by Redis. */
const MAX_REMEMBERED = 10_000;

/** How many takes a minute, under which name. */
export interface RatePolicy {
  name: string;
  quota: number;
}

/** What a take came to. */
export interface Verdict {
  isAllowed: boolean;
  /** What is left of the quota in this window. */
  remaining: number;
  /** Seconds to the next window. */
  resetS: number;
}

/**
 * So many takes a minute for each caller, shared by all API processes, decided without waiting for Redis.
 *
 * A verdict comes from what this process knows: what Redis counted when last told, and what was let through here since.
 * Within one process the limit is exact. Across processes it may be overrun by what the others let through in the 100 ms
 * (or the time Redis takes to answer) before this one hears of it. Without Redis each process limits by itself: never
 * more than the quota for each of them, never everything.
 *
 * Windows are fixed; each caller's turn at a time of its own, so that not all who were refused come back at once.
 */
export class RateLimit {
  /** By the age of the window, oldest first. */
  private readonly usages = new Map<string, Usage>();

  constructor(
    readonly policy: RatePolicy,
    private readonly counts: SharedCounts,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes one, unless nothing is left. A refused take costs nothing. */
  take(who: string): Verdict {
    const usage = this.usageOf(who);
    const isAllowed = usage.used < this.policy.quota;
    if (isAllowed) {
      usage.used += 1;
      usage.unsent += 1;
      this.counts.tell(usage);
    }
    return this.verdict(usage, isAllowed);
  }

  /** What a take would come to. */
  look(who: string): Verdict {
    const usage = this.usages.get(who);
    const current = usage && usage.endsAt > this.now() ? usage : this.freshUsage(who);
    return this.verdict(current, current.used < this.policy.quota);
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.usages.size;
  }

  private verdict({ used, endsAt }: Usage, isAllowed: boolean): Verdict {
    const resetS = Math.max(1, Math.ceil((endsAt - this.now()) / 1000));
    return { isAllowed, remaining: Math.max(0, this.policy.quota - used), resetS };
  }

  private usageOf(who: string): Usage {
    const known = this.usages.get(who);
    if (known && known.endsAt > this.now()) return known;
    this.usages.delete(who);
    this.forgetTheIdle();
    const usage = this.freshUsage(who);
    this.usages.set(who, usage);
    return usage;
  }

  private freshUsage(who: string): Usage {
    const offset = offsetOf(who);
    const window = Math.floor((this.now() + offset) / WINDOW_MS);
    return {
      limit: this.policy.name,
      who,
      window,
      endsAt: (window + 1) * WINDOW_MS - offset,
      used: 0,
      unsent: 0,
    };
  }

  private forgetTheIdle(): void {
    for (const [who, { endsAt }] of this.usages) {
      if (endsAt > this.now() && this.usages.size < MAX_REMEMBERED) return;
      this.usages.delete(who);
    }
  }
}

/** The same in every process. */
function offsetOf(who: string): number {
  let hash = 0;
  for (let index = 0; index < who.length; index += 1) hash = (hash * 31 + who.charCodeAt(index)) % WINDOW_MS;
  return hash;
}

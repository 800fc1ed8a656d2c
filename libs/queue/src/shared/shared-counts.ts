import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';

/** The longest that this process keeps to itself what it let through. */
const TELL_EVERY_MS = 100;
/** Longer than a window, so that a process whose clock is behind still finds the count. */
const KEPT_MS = 120_000;

/** What one caller took of one limit in one window, as far as this process knows. */
export interface Usage {
  readonly limit: string;
  readonly who: string;
  readonly window: number;
  /** When the window ends, in ms since 1970. */
  readonly endsAt: number;
  used: number;
  /** The part of `used` that Redis was not told. */
  unsent: number;
}

/**
 * Tells Redis what was used here and learns what was used everywhere, in the background.
 *
 * The first is told at once, the rest every 100 ms in one pipeline: one count for each caller, however many requests.
 * What Redis did not take is not told again: it may have taken it and only the answer was lost. It stays counted here.
 */
export class SharedCounts {
  private readonly untold = new Set<Usage>();
  private isBusy = false;

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
  ) {}

  /** Remembers to tell a usage. Never waits, never throws. */
  tell(usage: Usage): void {
    this.untold.add(usage);
    if (this.isBusy) return;
    this.isBusy = true;
    setImmediate(() => void this.tellAll());
  }

  private async tellAll(): Promise<void> {
    const usages = [...this.untold];
    this.untold.clear();
    await this.exchange(usages).catch(() => undefined);
    setTimeout(() => this.goOn(), TELL_EVERY_MS).unref();
  }

  private goOn(): void {
    if (this.untold.size > 0) void this.tellAll();
    else this.isBusy = false;
  }

  private async exchange(usages: readonly Usage[]): Promise<void> {
    const pipeline = this.redis.pipeline();
    for (const usage of usages) {
      const key = this.keys.consumption(usage.limit, usage.who, usage.window);
      pipeline.incrby(key, usage.unsent).pexpire(key, KEPT_MS);
      usage.unsent = 0;
    }
    const replies = (await pipeline.exec()) ?? [];
    usages.forEach((usage, index) => {
      const [fault, total] = replies[2 * index] ?? [];
      if (!fault) learn(usage, Number(total));
    });
  }
}

/** Never less than was counted here: Redis may have lost something. */
function learn(usage: Usage, total: number): void {
  usage.used = Math.max(usage.used, total + usage.unsent);
}

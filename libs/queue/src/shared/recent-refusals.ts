import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';

/** Enough to see what goes on; the audit has all. */
const KEPT = 100;
const KEPT_FOR_MS = 7 * 86_400_000;
/** The longest that a refusal is kept to this process. */
const TELL_EVERY_MS = 500;
/** Longer than any sentence or name of ours; somebody else's may be cut. */
const MAX_LENGTH = 240;

/** A request that was refused: who wanted what, and the sentence that refused it. Times are ISO 8601. */
export interface RecentRefusal {
  at: string;
  correlationId: string;
  login: string;
  clientId?: string;
  /** Method and pattern of the route: nothing that the caller wrote. */
  route: string;
  status: number;
  reason: string;
  trigram?: string;
  domain?: string;
}

/**
 * The refusals that came last, of all processes of the API: for people who look, beside the audit and never instead of it.
 *
 * Costs Redis one round trip in half a second at most, however many callers are refused; what Redis does not take is left out.
 */
export class RecentRefusals {
  private untold: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
  ) {}

  /** Remembers to tell it. Never waits, never throws. */
  note(refusal: RecentRefusal): void {
    this.untold.push(JSON.stringify(refusal, cut));
    if (this.untold.length > KEPT) this.untold.shift();
    this.timer ??= setTimeout(() => void this.tell(), TELL_EVERY_MS).unref();
  }

  /** The newest first, at most so many. Rejects with Redis' errors; what is not of ours is left out. */
  async newest(count: number): Promise<RecentRefusal[]> {
    const texts = await this.redis.lrange(this.keys.refusals(), 0, count - 1);
    return texts.flatMap((text) => read(text) ?? []);
  }

  private async tell(): Promise<void> {
    const texts = this.untold;
    this.untold = [];
    this.timer = undefined;
    const key = this.keys.refusals();
    const pipeline = this.redis
      .pipeline()
      .lpush(key, ...texts)
      .ltrim(key, 0, KEPT - 1);
    await pipeline
      .pexpire(key, KEPT_FOR_MS)
      .exec()
      .catch(() => undefined);
  }
}

const cut = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.slice(0, MAX_LENGTH) : value);

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whoever can write to Redis may have written anything. */
function read(text: string): RecentRefusal | undefined {
  try {
    const { at, correlationId, login, route, status, reason, ...more } = JSON.parse(text) as RecentRefusal;
    if (![at, correlationId, login, route, reason].every(isText) || !Number.isInteger(status)) return undefined;
    const names = Object.entries({ clientId: more.clientId, trigram: more.trigram, domain: more.domain });
    const said = Object.fromEntries(names.filter(([, name]) => isText(name)));
    return { at, correlationId, login, route, status, reason, ...said };
  } catch {
    return undefined;
  }
}

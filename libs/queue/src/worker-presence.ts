import type { AppLogger } from '#libs/platform';
import type { QueueKeys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const BEAT_MS = 3_000;
const GONE_AFTER_MS = 10_000;

/** What a worker says of itself. `since` is ISO 8601. */
export interface Presence {
  worker: string;
  zone: string;
  transport: string;
  version: string;
  since: string;
}

/** Lets workers say that they are there, and the API see it. A worker that says nothing for 10 seconds is gone. */
export class WorkerPresence {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly logger: AppLogger,
  ) {}

  /** Says it now and every few seconds until `leave()`. */
  async announce(presences: readonly Presence[]): Promise<void> {
    const beat = async () => {
      await Promise.all(
        presences.map((presence) => {
          const key = this.keys.worker(presence.zone, presence.worker);
          const list = this.keys.workers(presence.zone);
          return this.redis
            .multi()
            .set(key, JSON.stringify(presence), 'PX', GONE_AFTER_MS)
            .sadd(list, presence.worker)
            .exec();
        }),
      );
    };
    await beat();
    this.timer = setInterval(() => {
      beat().catch((err: Error) => this.logger.warn({ err: { message: err.message } }, 'heartbeat failed'));
    }, BEAT_MS);
    this.timer.unref();
  }

  /** Takes the announcement back. */
  async leave(presences: readonly Presence[]): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(
      presences.map(({ zone, worker }) =>
        this.redis.multi().del(this.keys.worker(zone, worker)).srem(this.keys.workers(zone), worker).exec(),
      ),
    );
  }

  /** The workers of a zone that are there now. */
  async workersOf(zone: string): Promise<Presence[]> {
    const names = await this.redis.smembers(this.keys.workers(zone));
    if (names.length === 0) return [];
    const texts = await this.redis.mget(names.map((name) => this.keys.worker(zone, name)));
    const gone = names.filter((_, index) => !texts[index]);
    if (gone.length > 0) await this.redis.srem(this.keys.workers(zone), ...gone);
    return texts.flatMap((text) => (text ? [JSON.parse(text) as Presence] : []));
  }
}

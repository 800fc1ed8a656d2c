import type { AppLogger } from '#libs/platform';
import type { RedisClient } from '../redis/redis-client.js';

/** Events are fire-and-forget in Redis, so everybody who waits looks again this often. */
const SWEEP_MS = 5_000;

type Listener = () => void;

/**
 * Tells waiters that something was said about a job, or whatever else channels name by an id: ONE Redis subscription per process,
 * however many wait.
 *
 * A notice may be early, late or double; it says only "read again". After a reconnect, and every 5 seconds, all waiters
 * are told, so a lost event delays a waiter but never hangs it.
 */
export class JobHub {
  private readonly listeners = new Map<string, Set<Listener>>();
  /** Once stopped, nobody is told anything: whoever waits gives up. */
  isStopped = false;
  private isSubscribed = false;
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly channels: readonly string[],
    private readonly logger: AppLogger,
  ) {}

  /** Begins to listen. Does not wait for Redis: the subscription is made, and made again, whenever it is there. */
  start(): void {
    this.redis.on('message', (_channel, message) => this.hear(message));
    this.redis.on('ready', () => this.tellAll());
    void this.subscribe();
    this.sweep = setInterval(() => {
      this.tellAll();
      if (this.isSubscribed) this.askForLife();
      else void this.subscribe();
    }, SWEEP_MS);
    this.sweep.unref();
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.sweep);
    this.tellAll();
  }

  /** Calls `listener` at each notice about a job until the returned function is called. */
  listen(id: string, listener: Listener): () => void {
    const known = this.listeners.get(id) ?? new Set<Listener>();
    this.listeners.set(id, known.add(listener));
    return () => {
      known.delete(listener);
      if (known.size === 0 && this.listeners.get(id) === known) this.listeners.delete(id);
    };
  }

  /** How many jobs are waited for. */
  get size(): number {
    return this.listeners.size;
  }

  private async subscribe(): Promise<void> {
    this.isSubscribed = true;
    try {
      await this.redis.subscribe(...this.channels);
    } catch (error) {
      this.isSubscribed = false;
      const { message } = error as Error;
      this.logger.warn({ err: { message } }, 'subscription to job events failed');
    }
  }

  /** Who only listens never learns that the server is gone; who asks is connected anew where no answer comes. */
  private askForLife(): void {
    this.redis.ping().catch(() => undefined);
  }

  private hear(message: string): void {
    for (const listener of this.listeners.get(message) ?? []) listener();
  }

  private tellAll(): void {
    for (const listeners of this.listeners.values()) for (const listener of listeners) listener();
  }
}

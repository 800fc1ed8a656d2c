import type { AppLogger } from '#libs/platform';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { isZoneName } from '../settings.js';
import { ENVELOPE_VERSION } from './envelope.js';

const BEAT_MS = 3_000;
const GONE_AFTER_MS = 10_000;

/** More strange zones than this are not shown: anybody who may subscribe in Redis can make one up. */
const MAX_STRANGE_ZONES = 20;

/**
 * What a worker says of itself. `since` is ISO 8601, `envelope` the newest version of the envelopes that it opens.
 *
 * Where it does not accept changes, each that it takes fails with nothing done; `refusal` is why, in a word.
 */
export interface Presence {
  worker: string;
  zone: string;
  transport: string;
  version: string;
  envelope: number;
  /** And the oldest one; releases before it open no other than `envelope`. */
  oldestEnvelope: number;
  since: string;
  acceptsChanges: boolean;
  refusal?: string;
}

/** Whether a worker opens the envelopes that this process seals; one that does not leaves each job to others, or refuses it. */
export const opensOurs = ({ envelope, oldestEnvelope }: Pick<Presence, 'envelope' | 'oldestEnvelope'>): boolean =>
  oldestEnvelope <= ENVELOPE_VERSION && ENVELOPE_VERSION <= envelope;

/** Lets workers say that they are there, and the API see it. A worker that says nothing for 10 seconds is gone. */
export class WorkerPresence {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly logger: AppLogger,
    private readonly beatMs = BEAT_MS,
  ) {}

  /** Says what is so now, and what is so then every few seconds until `leave()`. */
  async announce(presencesNow: () => readonly Presence[]): Promise<void> {
    const beat = async () => {
      await Promise.all(
        presencesNow().map((presence) => {
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
    }, this.beatMs);
    this.timer.unref();
  }

  /** Takes the announcement back. */
  async leave(presences: readonly Pick<Presence, 'zone' | 'worker'>[]): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(
      presences.map(({ zone, worker }) =>
        this.redis.multi().del(this.keys.worker(zone, worker)).srem(this.keys.workers(zone), worker).exec(),
      ),
    );
  }

  /** The workers of a zone that are there now, of whatever release. */
  async workersOf(zone: string): Promise<Presence[]> {
    const names = await this.redis.smembers(this.keys.workers(zone));
    if (names.length === 0) return [];
    const texts = await this.redis.mget(names.map((name) => this.keys.worker(zone, name)));
    const gone = names.filter((_, index) => !texts[index]);
    if (gone.length > 0) await this.redis.srem(this.keys.workers(zone), ...gone);
    return texts.flatMap((text, index) => (text ? [toPresence(text, zone, names[index] ?? '')] : []));
  }

  /**
   * The zones in which somebody listens for a cancel, as each worker does: also those that this process knows nothing of.
   *
   * Asked of the one server that this connection has; where Redis is a cluster, of the others nothing is known.
   */
  async zonesServed(): Promise<string[]> {
    const [before = '', after = ''] = this.keys.control('*').split('*');
    const channels = (await this.redis.pubsub('CHANNELS', this.keys.control('*'))) as string[];
    const zones = channels.map((channel) => channel.slice(before.length, channel.length - after.length));
    return zones.filter(isZoneName).sort().slice(0, MAX_STRANGE_ZONES);
  }
}

/** Short, and of characters that no log, label or page minds. */
const WORD = /^[\w.:+-]{1,64}$/;
const MAX_NAME = 128;

const versionOf = (value: unknown, orElse: number): number => (Number.isInteger(value) ? Number(value) : orElse);
const wordOf = (value: unknown): string => (typeof value === 'string' && WORD.test(value) ? value : 'unknown');

/** It comes from another release perhaps, or from whoever can write to Redis: what is unreadable is shown as unknown. */
function toPresence(text: string, zone: string, worker: string): Presence {
  const { transport, version, since, acceptsChanges, refusal, ...said } = saidIn(text);
  const envelope = versionOf(said.envelope, 0);
  return {
    worker: worker.slice(0, MAX_NAME),
    zone,
    transport: wordOf(transport),
    version: wordOf(version),
    envelope,
    oldestEnvelope: versionOf(said.oldestEnvelope, envelope),
    since: wordOf(since),
    // Releases before this one say nothing of it.
    acceptsChanges: acceptsChanges !== false,
    ...(acceptsChanges === false && { refusal: wordOf(refusal) }),
  };
}

function saidIn(text: string): Partial<Record<keyof Presence, unknown>> {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

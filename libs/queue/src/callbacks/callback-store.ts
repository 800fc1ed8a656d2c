import type { AcceptedJob } from '../jobs/job.js';
import { iso } from '../jobs/job-of-hash.js';
import { CALLBACK_DUE } from '../jobs/script-parts.js';
import type { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { defineCallbackScripts } from './callback-scripts.js';

/** A callback that is to be tried now, and until when it is ours alone. */
export interface DueCallback {
  id: string;
  zone: string;
  receiver: string;
  lease: string;
}

/** What `take` found: a callback, or in how many milliseconds the next one is due, if there is any. */
export type Take = { due: DueCallback } | { nextInMs: number | undefined };

/** One try: when it was signed, and the status that was answered or, where nothing was, the fault in words. */
export interface CallbackTry {
  at: string;
  status?: number;
  fault?: string;
}

/** What is to become of a callback after a try. */
export type Verdict = { state: 'delivered' | 'given-up' } | { state: 'pending'; againInMs: number };

/** What became of a callback so far. `failures` counts those that were followed by a wait; a redelivery begins anew. */
export interface CallbackLog {
  state: Verdict['state'];
  tries: CallbackTry[];
  failures: number;
  nextTryAt?: string;
}

type CalledBack = Pick<AcceptedJob, 'id' | 'target' | 'callback'>;

/**
 * The callbacks of ended jobs, each as lasting as the record of its job.
 *
 * Promises that a callback which is due is given to one process at a time, and to another one when the first says nothing until
 * its lease ends: so each is tried at least once, perhaps twice. Rejects with Redis' errors.
 */
export class CallbackStore {
  private readonly redis: RedisClient;

  constructor(
    redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly zones: readonly string[],
    private readonly keptForMs: number,
  ) {
    this.redis = defineCallbackScripts(redis);
  }

  /** Takes the callback to one of these receivers that is most overdue. */
  async take(receivers: readonly string[], leaseMs: number): Promise<Take> {
    const places = this.placesOf(receivers);
    if (places.length === 0) return { nextInMs: undefined };
    const keys = places.map(({ zone, receiver }) => this.keys.callbacks(zone, receiver));
    const [number, id, ms] = await this.redis.callbackTake(keys.length, ...keys, String(leaseMs));
    const place = places[number - 1];
    if (place) return { due: { ...place, id, lease: ms } };
    return { nextInMs: ms === '-1' ? undefined : Number(ms) };
  }

  /** Writes a try down. Answers whether its verdict counts: it does not where the lease ended meanwhile. */
  async tried({ id, zone, receiver, lease }: DueCallback, made: CallbackTry, verdict: Verdict): Promise<boolean> {
    const againInMs = verdict.state === 'pending' ? String(verdict.againInMs) : '';
    const args = [id, lease, JSON.stringify(made), verdict.state, againInMs, String(this.keptForMs)];
    const keys = [this.keys.callbacks(zone, receiver), this.keys.callback(id)];
    return (await this.redis.callbackTried(...keys, ...args)) === 1;
  }

  /** Forgets a callback of which there is nothing to tell. */
  async drop({ id, zone, receiver }: DueCallback): Promise<void> {
    await this.redis.zrem(this.keys.callbacks(zone, receiver), id);
  }

  /**
   * Tries the callback of an ended job anew, now, however it went before. A queued job past its `notAfter` reads as expired before
   * somebody writes so: until then nothing happens, and with that its callback is due by itself.
   */
  async again({ id, target: { zone }, callback }: CalledBack): Promise<void> {
    const keys = [this.keys.callbacks(zone, callback?.receiver ?? ''), this.keys.callback(id), this.keys.job(zone, id)];
    await this.redis.callbackAgain(...keys, this.keys.events(zone), CALLBACK_DUE, id, String(this.keptForMs));
  }

  /** What became of the callback of a job; before its first try, `pending` with no tries. */
  async logOf(id: string): Promise<CallbackLog> {
    const { state = 'pending', failures = '0', nextTryAt, ...hash } = await this.redis.hgetall(this.keys.callback(id));
    const tries = Object.entries(hash).filter(([field]) => field.startsWith('try:'));
    return {
      state: state as CallbackLog['state'],
      tries: tries.sort(byNumber).map(([, text]) => JSON.parse(text) as CallbackTry),
      failures: Number(failures),
      ...(nextTryAt && { nextTryAt: iso(nextTryAt) }),
    };
  }

  /** How many callbacks to these receivers are not yet delivered or given up. */
  async waiting(receivers: readonly string[]): Promise<number> {
    const keys = this.placesOf(receivers).map(({ zone, receiver }) => this.keys.callbacks(zone, receiver));
    const counts = await Promise.all(keys.map((key) => this.redis.zcard(key)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private placesOf(receivers: readonly string[]) {
    return this.zones.flatMap((zone) => receivers.map((receiver) => ({ zone, receiver })));
  }
}

const byNumber = ([a]: [string, string], [b]: [string, string]): number => Number(a.slice(4)) - Number(b.slice(4));

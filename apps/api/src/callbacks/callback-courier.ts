import type { AppLogger } from '#libs/platform';
import { CALLBACK_DUE, type CallbackStore, type DueCallback, type JobHub } from '#libs/queue';
import { type CallbackSender, TRY_WITHIN_MS } from './callback-sender.js';
import type { Receivers } from './receivers.js';

/** Longer than a try can take with all that belongs to it: nobody else begins meanwhile. */
const LEASE_MS = 2 * TRY_WITHIN_MS;
/** To one receiver, from this process: one that does not answer keeps nobody else's callbacks waiting. */
const AT_ONCE = 2;
const LONGEST_TIMER_MS = 3_600_000;

/** What the courier works with. */
export interface CourierParts {
  callbacks: Pick<CallbackStore, 'take'>;
  receivers: Receivers;
  sender: Pick<CallbackSender, 'send'>;
  logger: AppLogger;
}

/**
 * Takes callbacks when they are due, whoever of the API processes is there, and has them sent.
 *
 * Looks when a job with a callback has ended (the hub says so), when the next try is due, and when a place is free. Between these
 * it asks Redis only as often as the hub tells everybody to look again.
 */
export class CallbackCourier {
  private readonly underWay = new Map<string, Set<Promise<void>>>();
  private isStopped = false;
  private looking: Promise<void> | undefined;
  private hasRung = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: CourierParts) {}

  start(hub: Pick<JobHub, 'listen'>): void {
    hub.listen(CALLBACK_DUE, () => this.ring());
    this.ring();
  }

  /** Takes no more; resolves when those under way have come to something. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.looking;
    clearTimeout(this.timer);
    await Promise.all([...this.underWay.values()].flatMap((tries) => [...tries]));
  }

  private ring(): void {
    this.hasRung = true;
    this.looking ??= this.look();
  }

  private async look(): Promise<void> {
    try {
      while (this.hasRung && !this.isStopped) {
        this.hasRung = false;
        await this.takeAll();
      }
    } catch (error) {
      this.warn(error, 'callbacks cannot be looked for now');
    } finally {
      this.looking = undefined;
    }
  }

  private async takeAll(): Promise<void> {
    while (!this.isStopped) {
      const take = await this.parts.callbacks.take(this.freeReceivers(), LEASE_MS);
      if (!('due' in take)) return this.ringIn(take.nextInMs);
      this.begin(take.due);
    }
  }

  private freeReceivers(): string[] {
    return this.parts.receivers.names.filter((name) => (this.underWay.get(name)?.size ?? 0) < AT_ONCE);
  }

  private ringIn(ms: number | undefined): void {
    clearTimeout(this.timer);
    if (ms === undefined || this.isStopped) return;
    this.timer = setTimeout(() => this.ring(), Math.min(ms, LONGEST_TIMER_MS));
    this.timer.unref();
  }

  private begin(due: DueCallback): void {
    const tries = this.underWay.get(due.receiver) ?? new Set();
    this.underWay.set(due.receiver, tries);
    const sending = this.parts.sender
      .send(due)
      .catch((error) => this.warn(error, 'a callback comes to its end later'))
      .finally(() => {
        tries.delete(sending);
        this.ring();
      });
    tries.add(sending);
  }

  private warn(error: unknown, what: string): void {
    this.parts.logger.warn({ err: { message: (error as Error).message } }, what);
  }
}

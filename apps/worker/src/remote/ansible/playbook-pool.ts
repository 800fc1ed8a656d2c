import { setTimeout as sleep } from 'node:timers/promises';
import { traced } from '#libs/platform';
import type { Claim } from '../transport.js';
import type { PlaybookRun } from './playbook-run.js';

/** How many processes there may be; each costs some 60 MB, and a second of processor time to start. */
export interface PlaybookLimits {
  /** Together. */
  processes: number;
  /** For one host, below the MaxSessions of its sshd. */
  processesPerHost: number;
  /** How long one without work is kept. */
  idleMs: number;
}

const END_WITHIN_MS = 1_000;

interface Place {
  host: string;
  run: PlaybookRun;
  isBusy: boolean;
  idle?: NodeJS.Timeout;
}

/** Starts a process for a host; it must call `onEnd` when that has ended. */
type Start = (onEnd: () => void) => PlaybookRun;

/** The processes of all hosts, kept warm between scripts; whoever finds none free waits in line. */
export class PlaybookPool {
  private readonly places = new Set<Place>();
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: PlaybookLimits) {}

  /** Does `work` with a process for `host`. Rejects with the reason of `signal` where none was free before that. */
  async with<T>(host: string, start: Start, claim: Claim, work: (run: PlaybookRun) => Promise<T>): Promise<T> {
    const place = await traced('take process', {}, () => this.take(host, start, claim));
    try {
      return await work(place.run);
    } finally {
      this.giveBack(place);
    }
  }

  get use(): { busy: number; idle: number; waiting: number } {
    const busy = [...this.places].filter(({ isBusy }) => isBusy).length;
    return { busy, idle: this.places.size - busy, waiting: this.waiting.length };
  }

  /** Ends all, at once those that do something. Resolves when they have gone, or after a second. */
  async close(): Promise<void> {
    const places = [...this.places];
    for (const { run, isBusy } of places) {
      if (isBusy) run.kill();
      else run.end();
    }
    const enough = sleep(END_WITHIN_MS, undefined, { ref: false });
    await Promise.race([Promise.all(places.map(({ run }) => run.ended)), enough]);
    for (const { run } of places) run.kill();
  }

  private async take(host: string, start: Start, { signal, isUrgent }: Claim): Promise<Place> {
    for (;;) {
      signal.throwIfAborted();
      const place = this.free(host) ?? (isUrgent || this.hasRoom(host) ? this.begin(host, start) : undefined);
      if (place) {
        clearTimeout(place.idle);
        place.isBusy = true;
        return place;
      }
      await this.inLine(signal);
    }
  }

  private free(host: string): Place | undefined {
    return [...this.places].find((place) => place.host === host && !place.isBusy && place.run.isUsable);
  }

  /** One that is idle for another host makes room. */
  private hasRoom(host: string): boolean {
    const places = [...this.places];
    if (places.filter((place) => place.host === host).length >= this.limits.processesPerHost) return false;
    if (places.length < this.limits.processes) return true;
    const idle = places.find(({ isBusy }) => !isBusy);
    if (idle) this.leave(idle);
    return idle !== undefined;
  }

  private begin(host: string, start: Start): Place {
    const place: Place = {
      host,
      isBusy: true,
      run: start(() => {
        this.places.delete(place);
        this.wakeAll();
      }),
    };
    this.places.add(place);
    return place;
  }

  private giveBack(place: Place): void {
    place.isBusy = false;
    if (this.places.has(place)) {
      place.idle = setTimeout(() => this.leave(place), this.limits.idleMs);
      place.idle.unref();
    }
    this.wakeAll();
  }

  /** It is not given to anybody any more, and ends. */
  private leave(place: Place): void {
    clearTimeout(place.idle);
    this.places.delete(place);
    place.run.end();
  }

  private wakeAll(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Waits until something is given back, or for the signal: whoever is told looks again. */
  private inLine(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.push(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

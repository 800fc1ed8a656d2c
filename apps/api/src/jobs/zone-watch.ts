import type { Presence, WorkerPresence } from '#libs/queue';

const LOOK_AGAIN_AFTER_MS = 1_000;

/** Which workers are there, zone by zone; asks Redis at most once a second however many callers ask. */
export class ZoneWatch {
  private readonly seen = new Map<string, { at: number; workers: Promise<Presence[]> }>();

  constructor(
    private readonly presence: WorkerPresence,
    readonly zones: readonly string[],
  ) {}

  workersOf(zone: string): Promise<Presence[]> {
    const known = this.seen.get(zone);
    if (known && performance.now() - known.at < LOOK_AGAIN_AFTER_MS) return known.workers;
    const workers = this.presence.workersOf(zone);
    workers.catch(() => this.seen.delete(zone));
    this.seen.set(zone, { at: performance.now(), workers });
    return workers;
  }

  /** Why a queued job of a zone has not begun, in plain words. */
  async reasonWaiting(zone: string): Promise<string> {
    const workers = await this.workersOf(zone).catch(() => undefined);
    if (!workers) return `the workers of zone ${zone} cannot be seen now`;
    return workers.length === 0 ? `no worker in zone ${zone}` : `waiting for a free worker in zone ${zone}`;
  }
}

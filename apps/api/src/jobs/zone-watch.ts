import { opensOurs, type Presence, type WorkerPresence } from '#libs/queue';

const LOOK_AGAIN_AFTER_MS = 1_000;

/** Which workers are there, zone by zone; asks Redis at most once a second however many callers ask. */
export class ZoneWatch {
  private readonly seen = new Map<string, { at: number; answer: Promise<unknown> }>();

  constructor(
    private readonly presence: WorkerPresence,
    /** Those of which this API has a key. */
    readonly zones: readonly string[],
  ) {}

  workersOf(zone: string): Promise<Presence[]> {
    return this.remembered(`workers of ${zone}`, () => this.presence.workersOf(zone));
  }

  /** Our zones, then those that workers serve though this API knows nothing of them. */
  async allZones(): Promise<string[]> {
    const served = await this.remembered('zones', () => this.presence.zonesServed());
    return [...new Set([...this.zones, ...served])];
  }

  /** Whether this API has a key of the zone. */
  knows(zone: string): boolean {
    return this.zones.includes(zone);
  }

  /** Whether a worker is there that would run a job of the zone; undefined while nobody can say. */
  async isServed(zone: string): Promise<boolean | undefined> {
    const workers = await this.workersOf(zone).catch(() => undefined);
    return workers?.some(opensOurs);
  }

  /** Why a queued job of a zone has not begun, in plain words. */
  async reasonWaiting(zone: string): Promise<string> {
    const workers = await this.workersOf(zone).catch(() => undefined);
    if (!workers) return `the workers of zone ${zone} cannot be seen now`;
    if (workers.length === 0) return `no worker in zone ${zone}`;
    if (!workers.some(opensOurs)) return `no worker in zone ${zone} is of a release that fits this API`;
    return `waiting for a free worker in zone ${zone}`;
  }

  private remembered<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const known = this.seen.get(what);
    if (known && performance.now() - known.at < LOOK_AGAIN_AFTER_MS) return known.answer as Promise<T>;
    const answer = ask();
    answer.catch(() => this.seen.delete(what));
    this.seen.set(what, { at: performance.now(), answer });
    return answer;
  }
}

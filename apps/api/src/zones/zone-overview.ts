import { asking, type JobStore, opensOurs } from '#libs/queue';
import type { ZoneWatch } from '../jobs/zone-watch.js';
import type { ZoneListView, ZoneView } from './zone.view.js';

/** Who works in the zones, and what waits there. */
export class ZoneOverview {
  constructor(
    readonly watch: ZoneWatch,
    private readonly store: JobStore,
  ) {}

  /** Rejects with `QUEUE_UNAVAILABLE` rather than tell a part. */
  all(): Promise<ZoneListView> {
    return asking('The zones cannot be seen now. Ask again in a moment.', async () => {
      const zones = await this.watch.allZones();
      return { zones: await Promise.all(zones.map((zone) => this.of(zone))) };
    });
  }

  /** How many jobs of a zone have an unknown outcome that is verified again. Rejects with Redis' errors. */
  inDoubt(zone: string): Promise<number> {
    return this.store.inDoubt(zone);
  }

  /** Rejects with Redis' errors. */
  async of(zone: string): Promise<ZoneView> {
    const [workers, backlog] = await Promise.all([this.watch.workersOf(zone), this.store.backlog(zone)]);
    return {
      zone,
      known: this.watch.knows(zone),
      workers: workers.map((presence) => {
        const { zone: _, ...said } = presence;
        return { ...said, fits: opensOurs(presence) };
      }),
      ...backlog,
    };
  }
}

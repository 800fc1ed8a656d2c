import type { JobLists } from '#libs/queue';
import type { ZoneOverview } from '../zones/zone-overview.js';
import { Remembered } from './remembered.js';
import { LATELY_MS, LONG_WAIT_MS, type ZoneRow } from './snapshot.js';

/** Counts cost the most and change the least. */
const COUNTED_FOR_MS = 15_000;

const MINUTE_MS = 60_000;

/** From when on jobs count: by the minute, so that links stay the same for a while. */
export const latelySince = (nowMs: number = Date.now()): number =>
  Math.floor((nowMs - LATELY_MS) / MINUTE_MS) * MINUTE_MS;

/** Reads what there is to say of zones. Rejects with Redis' errors. */
export class ZoneRows {
  private readonly counts = new Remembered<ZoneRow['lately']>(COUNTED_FOR_MS);

  constructor(
    private readonly overview: ZoneOverview,
    private readonly lists: Pick<JobLists, 'count'>,
  ) {}

  async all(): Promise<ZoneRow[]> {
    const zones = await this.overview.watch.allZones();
    return Promise.all(zones.map((zone) => this.of(zone)));
  }

  /** How many jobs have waited for long; asked only where any waits. */
  async longWaiting(rows: readonly ZoneRow[]): Promise<number> {
    if (rows.every(({ waiting }) => waiting === 0)) return 0;
    const createdBeforeMs = Date.now() - LONG_WAIT_MS;
    const { byStatus } = await this.lists.count({ all: true }, { statuses: ['queued'], createdBeforeMs });
    return byStatus.queued ?? 0;
  }

  private async of(zone: string): Promise<ZoneRow> {
    const [view, lately] = await Promise.all([this.overview.of(zone), this.lately(zone)]);
    return { ...view, lately };
  }

  private lately(zone: string): Promise<ZoneRow['lately']> {
    return this.counts.of(zone, async () => {
      const filter = { statuses: ['failed', 'unknown', 'expired'], zone, createdFromMs: latelySince() } as const;
      const { byStatus, isExact } = await this.lists.count({ all: true }, filter);
      const { failed = 0, unknown = 0, expired = 0 } = byStatus;
      return { failed, unknown, expired, isExact };
    });
  }
}

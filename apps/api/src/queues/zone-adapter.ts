import { BullAdapter } from '@bull-board/api/bullAdapter';
import type { Queue } from 'bull';
import { opensOurs, type Presence } from '#libs/queue';
import { maskedJob, maskedResult } from './masked-job.js';

type BoardWorker = NonNullable<Awaited<ReturnType<BullAdapter['getWorkers']>>>[number];

/** Who says which workers a zone has. */
export interface ZoneWorkers {
  workersOf(zone: string): Promise<Presence[]>;
}

/**
 * The queue of a zone as the board shows it: read only, its jobs masked, its workers those that say of themselves that they are
 * there. Bull would list the connections of Redis in their stead, which nobody of ours may see.
 */
export class ZoneAdapter extends BullAdapter {
  constructor(
    queue: Queue,
    private readonly zone: string,
    private readonly workers: ZoneWorkers,
  ) {
    super(queue, { readOnlyMode: true, displayName: `zone ${zone}`, description: `Jobs of the hosts of zone ${zone}` });
    this.setFormatter('data', maskedJob);
    this.setFormatter('returnValue', maskedResult);
    this.setFormatter('progress', () => 0);
  }

  /** Those that open our envelopes; null, which the board takes for unknown, where nobody can say. */
  override async getWorkers(): Promise<BoardWorker[] | null> {
    const present = await this.workers.workersOf(this.zone).catch(() => undefined);
    return present ? present.filter(opensOurs).map(asBoardWorker) : null;
  }
}

const asBoardWorker = ({ worker, transport, version, since }: Presence): BoardWorker => ({
  id: worker,
  name: `${worker}, release ${version}`,
  addr: `by ${transport}`,
  age: Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1_000)) || 0,
});

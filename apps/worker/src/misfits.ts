import type { AppLogger } from '#libs/platform';
import { isFinal, type JobRecord, type LeftToOthers } from '#libs/queue';
import type { ProcessorParts } from './processor-parts.js';

/** Genuine jobs of another release, which this one cannot run. */
export class Misfits {
  constructor(
    private readonly parts: Pick<ProcessorParts, 'store' | 'metrics'>,
    private readonly logger: AppLogger,
  ) {}

  /**
   * Throws `misfit`, and Bull passes the job on. It is not claimed, so that its record says what is true: it waits, until a worker
   * comes that can run it, or it ends at its deadline; one that had begun ends as unknown a day after its run must be over. Resolves
   * for what is passed on no longer: a job that has ended, with its record, or one that has none.
   */
  async leave(zone: string, bullId: string, misfit: LeftToOthers): Promise<JobRecord | undefined> {
    const job = await this.parts.store.find(bullId);
    if (!job || isFinal(job)) return job;
    this.parts.metrics.deliveries.left(zone);
    this.logger.warn({ jobId: bullId, zone, why: misfit.why }, 'a job is left to a worker of another release');
    throw misfit;
  }
}

import type { AppLogger } from '#libs/platform';
import type { JobHub, JobStore, SignedJob } from '#libs/queue';

/** Listens for a cancel of one job, from before its claim to its end. */
export class CancelWatch {
  isRequested = false;
  private end: (() => Promise<void>) | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly job: SignedJob,
    private readonly parts: { store: JobStore; control: JobHub },
    private readonly logger: AppLogger,
  ) {
    this.stopListening = parts.control.listen(job.id, () => void this.look());
  }

  /** Looks into the record; where a cancel stands there, the run is told, now or as soon as there is one. */
  async look(): Promise<void> {
    try {
      this.isRequested ||= await this.parts.store.isCancelRequested(this.job.target.zone, this.job.id);
      if (this.isRequested) await this.end?.();
    } catch (err) {
      this.logger.warn({ err }, 'a cancel could not be followed');
    }
  }

  /** Says how the run is ended. */
  arm(end: () => Promise<void>): void {
    this.end = end;
    if (this.isRequested) void this.look();
  }

  stop(): void {
    this.stopListening();
  }
}

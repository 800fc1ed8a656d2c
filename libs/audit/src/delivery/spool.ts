import type { OwnLog } from './own-log.js';

/** Changes are accepted again once so much of the bound is free. */
const LIFTED_BELOW = 0.8;

/**
 * Bounds what waits for the data lake: beyond the bound no change is accepted, so that nothing has to be dropped. Reads, and what has
 * happened already, are recorded all the same.
 */
export class Spool {
  private isOver = false;

  constructor(
    private readonly log: Pick<OwnLog, 'refuseChanges'>,
    private readonly maxBytes: number,
  ) {}

  /** Whether changes are refused now. */
  get refusesChanges(): boolean {
    return this.isOver;
  }

  look(undeliveredBytes: number): void {
    const isOver = undeliveredBytes > this.maxBytes * (this.isOver ? LIFTED_BELOW : 1);
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.log.refuseChanges(isOver ? 'too many audit records wait for the data lake' : undefined);
  }
}

/** A worker of a zone, as it says itself. */
export class ZoneWorkerView {
  /** Its `WORKER_ID`. */
  worker!: string;
  /** Its release. */
  version!: string;
  /**
   * How it gets to its hosts.
   * @example ssh
   */
  transport!: string;
  /** The newest version of the envelopes that it opens; 0 where it does not say. */
  envelope!: number;
  /** And the oldest. */
  oldestEnvelope!: number;
  /** Whether the version that this API seals is among them. Where it is not, it leaves or refuses every job. */
  fits!: boolean;
  /** Since when it runs. */
  since!: string;
  /** Whether it begins changes. Where it does not, each that it takes fails with nothing done; it reads all the same. */
  acceptsChanges!: boolean;
  /**
   * Why it does not, in a word: `unwritable` (audit records cannot be written), `no-room` (too little on the audit disk),
   * `undelivered` (too many records wait for the data lake).
   * @example no-room
   */
  refusal?: string;
}

/** A security zone: who works there, and what for. */
export class ZoneView {
  /** @example docker */
  zone!: string;
  /** Whether this API has a key of it. Else a worker serves a zone that no job can be sent to: compare `ZONE_KEYS`. */
  known!: boolean;
  workers!: ZoneWorkerView[];
  /** Jobs that wait for a worker, of whatever trigram. */
  waiting!: number;
  /** Jobs that a worker has begun. */
  running!: number;
  /** When the one that waits longest was accepted. */
  oldestWaitingSince?: string;
}

/** All zones. */
export class ZoneListView {
  zones!: ZoneView[];
}

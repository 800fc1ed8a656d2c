/** Whether one thing that the API needs is there. */
export class HealthCheckView {
  /** `up` or `down`. */
  status!: string;
  detail?: string;
}

/** A worker that serves a zone. */
export class ZoneWorkersView {
  /** @example docker */
  zone!: string;
  /** How many workers announce themselves; 0 does not make the API unready, but jobs of the zone will wait. */
  workers!: number;
}

/** A file of rules, as it is in use. */
export class RuleFileView {
  /** @example GCR.csv */
  file!: string;
  /** `current`, or `refused`: the disk holds another content that is not used. It does not make the API unready. */
  status!: string;
  /**
   * The first 12 digits of the SHA-256 of the content in use.
   * @example 9f86d081884c
   */
  hash!: string;
  loadedAt!: string;
  /** Since when the disk holds what is refused. */
  refusedSince?: string;
  /** How many faults that has; the log and the audit say which. */
  faults?: number;
  /** The lines of the first of them. */
  lines?: number[];
}

/** Whether the API can take requests. */
export class ReadinessView {
  /** `ready` or `not ready`. */
  status!: string;
  redis!: HealthCheckView;
  audit!: HealthCheckView;
  zones!: ZoneWorkersView[];
  files!: RuleFileView[];
}

/** The process runs. */
export class LivenessView {
  /** @example alive */
  status!: string;
}

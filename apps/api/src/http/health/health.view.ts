/** Whether one thing that the API needs is there. */
export class HealthCheckView {
  /** `up` or `down`. */
  status!: string;
  detail?: string;
}

/** The workers that serve a zone; who they are is for ops, at /v1/zones. */
export class ZoneWorkersView {
  /** @example docker */
  zone!: string;
  /** How many workers announce themselves; 0 does not make the API unready, but jobs of the zone will wait. */
  workers!: number;
  /**
   * How they get to their hosts.
   * @example ['ssh']
   */
  transports!: string[];
  /** Their releases. */
  versions!: string[];
  /** Whether this API has a key of the zone; where it has none, no job can be sent to these workers. */
  known!: boolean;
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

/** How audit records come to the data lake. */
export class AuditDeliveryView {
  /** `up`, `down` where they wait and are tried again, `refused` where somebody must look, `none` where none is set up. */
  status!: string;
  /** How many wait. */
  records?: number;
  /** Age of the oldest that waits. */
  lagSeconds?: number;
  detail?: string;
}

/** Whether the API can take requests. */
export class ReadinessView {
  /** `ready` or `not ready`. */
  status!: string;
  redis!: HealthCheckView;
  audit!: HealthCheckView;
  /** Shown; it does not make the API unready. Where too much waits, `audit` says that changes are refused. */
  delivery!: AuditDeliveryView;
  zones!: ZoneWorkersView[];
  files!: RuleFileView[];
}

/** The process runs. */
export class LivenessView {
  /** @example alive */
  status!: string;
}

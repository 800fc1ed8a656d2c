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

/** Whether the API can take requests. */
export class ReadinessView {
  /** `ready` or `not ready`. */
  status!: string;
  redis!: HealthCheckView;
  audit!: HealthCheckView;
  zones!: ZoneWorkersView[];
}

/** The process runs. */
export class LivenessView {
  /** @example alive */
  status!: string;
}

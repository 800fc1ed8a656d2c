/** Time limits of one program start on the host, in milliseconds (informatica-cli §10: measured and recommended values). */
export const TIMEOUTS_MS = {
  /** A read: 3 to 10 s in practice, more where the domain is slow to log in. */
  read: 60_000,
  enable: 300_000,
  /** Disabling while workflows are stopped or killed. */
  disable: 300_000,
  /** Disabling waits for running workflows, as long as they take; this is our bound. */
  disableComplete: 3_600_000,
} as const;

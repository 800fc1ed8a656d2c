/** How the command ends: documented in README.md, and what Control-M and cron go by. Never to be numbered anew. */
export const EXIT = {
  succeeded: 0,
  failed: 1,
  refused: 2,
  expired: 3,
  cancelled: 4,
  unknown: 5,
  unreachable: 6,
  stillRunning: 7,
  busy: 8,
  internal: 70,
  interrupted: 130,
} as const;

/** The exit code of an ended job. A status of a newer API is not known to be good. */
export const exitCodeOf = (status: string): number =>
  Object.hasOwn(BY_STATUS, status) ? (BY_STATUS[status as keyof typeof BY_STATUS] ?? EXIT.unknown) : EXIT.unknown;

const BY_STATUS = {
  succeeded: EXIT.succeeded,
  failed: EXIT.failed,
  expired: EXIT.expired,
  cancelled: EXIT.cancelled,
  unknown: EXIT.unknown,
} as const;

/** Where a writer's chain stands: its last record that is on the disk; `seq` 0 before the first. */
export interface AuditPosition {
  writer: string;
  chain: string;
  seq: number;
  mac: string;
}

/** One write to the disk. */
export interface AuditCommit {
  records: number;
  seconds: number;
}

/** Told after each write that reached the disk. */
export type DurableListener = (position: AuditPosition, commit: AuditCommit) => void;

/** How an audit log does, for readiness and metrics. */
export interface AuditState {
  /** Whether the last attempt to write succeeded. */
  healthy: boolean;
  /** Whether records are taken that come before an effect: those of changes that are about to be queued or begun. */
  acceptsChanges: boolean;
  /** What somebody should know, in words; empty where all is well. */
  reasons: readonly string[];
  /** What is free on the disk; undefined while nobody could tell. */
  freeBytes: number | undefined;
}

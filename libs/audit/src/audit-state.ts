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

/**
 * Why changes are refused, in a word: records cannot be written, too little room is left for them, or too many wait for the data
 * lake.
 */
export type ChangeRefusal = 'unwritable' | 'no-room' | 'undelivered';

/** How an audit log does, for readiness and metrics. */
export interface AuditState {
  /** Whether the last attempt to write succeeded. */
  healthy: boolean;
  /** Whether records are taken that come before an effect: those of changes that are about to be queued or begun. */
  acceptsChanges: boolean;
  /** Why not, where they are not. */
  refusal?: ChangeRefusal;
  /** What somebody should know, in words; empty where all is well. */
  reasons: readonly string[];
  /** What is free on the disk; undefined while nobody could tell. */
  freeBytes: number | undefined;
}

/** What the state of a log is read from. */
interface StateSigns extends Pick<AuditState, 'healthy' | 'freeBytes'> {
  shortage: string | undefined;
  refusedFor: string | undefined;
  warning: string | undefined;
}

/** The state that these signs come to: of several refusals it names the gravest. */
export function auditStateOf({ healthy, freeBytes, shortage, refusedFor, warning }: StateSigns): AuditState {
  const against: [ChangeRefusal, string | undefined][] = [
    ['unwritable', healthy ? undefined : 'audit records cannot be written'],
    ['no-room', shortage],
    ['undelivered', refusedFor],
  ];
  const refusal = against.find(([, reason]) => reason !== undefined)?.[0];
  const reasons = [...against.map(([, reason]) => reason), warning].filter((reason) => reason !== undefined);
  return { healthy, acceptsChanges: !refusal, ...(refusal && { refusal }), reasons, freeBytes };
}

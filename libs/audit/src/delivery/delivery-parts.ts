import type { AppLogger } from '#libs/platform';
import type { AuditKeys } from '../audit-keys.js';
import type { Sink } from './batch.js';
import type { BatchLimits } from './batch-reader.js';
import type { DeliveryNotes } from './delivery-notes.js';
import type { OwnLog } from './own-log.js';
import type { Pace } from './pace.js';

/** What delivers works with. */
export interface DeliveryParts {
  log: OwnLog;
  /** What the records here were signed with: what is removed is verified before. */
  keys: AuditKeys;
  sink: Sink;
  logger: AppLogger | undefined;
  limits: BatchLimits;
  pace: Pace;
  notes: DeliveryNotes;
  /** How long delivered segments are kept. */
  keptForMs: number;
}

import type { Before } from './chain-end.js';
import type { AuditEvent } from './events.js';

const common = (response_message: string) => ({ correlation_id: `process-${process.pid}`, response_message });

/** The first record of a chain. */
export const beginRecord = (chain: string, cause: string, before?: Before): AuditEvent => ({
  event: 'chain.begun',
  ...common('a chain of audit records begins'),
  details: { chain, cause, ...(before && { before }) },
});

/** The last record of a segment, itself the record `last`. */
export const sealRecord = (first: number, last: number): AuditEvent => ({
  event: 'segment.sealed',
  ...common('the segment ends'),
  details: { first, records: last - first + 1 },
});

/** What was cut off at opening. */
export const repairRecord = (file: string, cutBytes: number): AuditEvent => ({
  event: 'audit.repaired',
  ...common('a torn record was cut off, which nobody had been told of as kept'),
  details: { file, cutBytes },
});

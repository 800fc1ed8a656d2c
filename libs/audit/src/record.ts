import type { AuditEvent } from './events.js';

/** Who writes: added to each record. */
export interface AuditWriter {
  app: string;
  writer: string;
}

/**
 * A datalake record: one line of the audit file, which ends with its place in the chain (`seq`, `kid`, `prev`, `mac`).
 * `correlation_id`, `event`, `response_http_code`, `response_message` and `details` are always present, as readers of the
 * replaced system expect; `id` is unique, so that a reader can drop repeats. docs/audit.md tells all of it.
 */
export type AuditRecord = AuditEvent &
  AuditWriter & { v: 2; id: string; ts: string; response_http_code: number | null; details: Record<string, unknown> };

/** Completes an event with version, id, time and writer. */
export const toRecord = (event: AuditEvent, { app, writer }: AuditWriter, id: string, now: Date): AuditRecord => {
  const common = { v: 2, id, ts: now.toISOString(), app, writer, response_http_code: null } as const;
  return Object.assign(common, event, { details: event.details ?? {} });
};

/** JSON leaves these as they are, but terminals and some line readers act on them. */
const UNSAFE_IN_A_LINE = /[\u007f-\u009f\u2028\u2029]/g;

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Nearly all are: in two looks through native code, where the pattern would look at each character. */
const isPrintableAscii = (json: string): boolean => Buffer.byteLength(json) === json.length && !json.includes('\u007f');

/** The record as JSON that has no line end in it: no value can begin a second line. Throws what JSON cannot hold. */
export function toText(record: AuditRecord): string {
  const json = JSON.stringify(record);
  return isPrintableAscii(json) ? json : json.replace(UNSAFE_IN_A_LINE, escaped);
}

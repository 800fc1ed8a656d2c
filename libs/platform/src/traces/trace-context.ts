import { randomUUID } from 'node:crypto';

/** A place in a trace as it is passed on from process to process (W3C Trace Context). It never decides anything. */
export interface TraceContext {
  traceparent: string;
  tracestate?: string;
}

/** The ids and flags of a `traceparent`, in hex. */
export interface TraceIds {
  traceId: string;
  spanId: string;
  flags: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const ALL_ZERO = /^0+$/;
const TRACESTATE = /^[\x20-\x7e]{1,512}$/;

/** What a `traceparent` says; undefined where it is not one of version 00, or names no trace or no span. */
export function idsOf(traceparent: unknown): TraceIds | undefined {
  const [, traceId = '', spanId = '', flags = ''] = typeof traceparent === 'string' ? matchOf(traceparent) : [];
  return traceId === '' || ALL_ZERO.test(traceId) || ALL_ZERO.test(spanId) ? undefined : { traceId, spanId, flags };
}

const matchOf = (traceparent: string): readonly string[] => TRACEPARENT.exec(traceparent) ?? [];

/** The given context where its form is safe, else undefined. A `tracestate` that is too long or not printable is left out. */
export function readTraceContext(given: { traceparent?: unknown; tracestate?: unknown }): TraceContext | undefined {
  const { traceparent, tracestate } = given;
  if (typeof traceparent !== 'string' || !idsOf(traceparent)) return undefined;
  const isSafe = typeof tracestate === 'string' && TRACESTATE.test(tracestate);
  return { traceparent, ...(isSafe && { tracestate }) };
}

const TRACE_ID_LENGTH = 32;
const SPAN_ID_LENGTH = 16;

/** A new trace that nobody records. Of UUIDs, for which Node.js has random bytes in stock: every request needs one. */
export function newTraceContext(): TraceContext {
  const digits = `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
  const traceId = digits.slice(0, TRACE_ID_LENGTH);
  const spanId = digits.slice(TRACE_ID_LENGTH, TRACE_ID_LENGTH + SPAN_ID_LENGTH);
  return { traceparent: `00-${traceId}-${spanId}-00` };
}

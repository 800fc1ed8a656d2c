import {
  type Context,
  createTraceState,
  SpanKind as OtelKind,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Span, SpanKind, SpanOptions } from '../span.js';
import { idsOf, type TraceContext } from '../trace-context.js';

const KINDS: Record<SpanKind, OtelKind> = {
  internal: OtelKind.INTERNAL,
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
};

const NO_IDS = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), flags: '00' };

function toSpanContext({ traceparent, tracestate }: TraceContext): SpanContext {
  const { traceId, spanId, flags } = idsOf(traceparent) ?? NO_IDS;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    ...(tracestate && { traceState: createTraceState(tracestate) }),
    isRemote: true,
  };
}

const toTraceContext = ({ traceId, spanId, traceFlags, traceState }: SpanContext): TraceContext => {
  const tracestate = traceState?.serialize();
  const flags = traceFlags.toString(16).padStart(2, '0');
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(tracestate && { tracestate }) };
};

/** The parent that a context of somebody else is. */
export const toContext = (given: TraceContext): Context => trace.setSpanContext(ROOT_CONTEXT, toSpanContext(given));

/** Begins a span of OpenTelemetry. */
export function startSpan(tracer: Tracer, name: string, options: SpanOptions, parent: Context): OtelSpan {
  const { kind = 'internal', attributes = {}, links = [], startedAtMs } = options;
  const otel = {
    kind: KINDS[kind],
    attributes,
    links: links.map((link) => ({ context: toSpanContext(link) })),
    ...(startedAtMs !== undefined && { startTime: Math.min(startedAtMs, Date.now()) }),
  };
  return tracer.startSpan(name, otel, parent);
}

/** A span that goes to the collector, if its trace is one of those that are recorded. */
export class RecordedSpan implements Span {
  readonly context: TraceContext;
  readonly traceId: string;

  constructor(
    private readonly tracer: Tracer,
    private readonly span: OtelSpan,
    private readonly parent: Context,
  ) {
    const context = span.spanContext();
    this.context = toTraceContext(context);
    this.traceId = context.traceId;
  }

  child(name: string, options: SpanOptions = {}): Span {
    const here = trace.setSpan(this.parent, this.span);
    return new RecordedSpan(this.tracer, startSpan(this.tracer, name, options, here), here);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  fail(type: string): void {
    this.span.setAttribute('error.type', type);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(atMs?: number): void {
    if (this.span.isRecording()) this.span.end(atMs);
  }
}

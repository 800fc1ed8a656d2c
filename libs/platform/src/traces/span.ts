import type { TraceContext } from './trace-context.js';

/** What is said of a span: names of OpenTelemetry's conventions or our own `etlaas.…`. Never a secret, never output. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What part a span has in speaking with others. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** How a span begins. */
export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** Places in other traces that have to do with it. */
  links?: readonly TraceContext[];
  /** Where it began before now, in ms since 1970; a time that is still to come counts as now. */
  startedAtMs?: number | undefined;
}

/** A piece of work in a trace. */
export interface Span {
  /** What is passed on to whoever goes on with the work. */
  readonly context: TraceContext;
  /** For log lines. A span without it is not recorded: nobody need say how it ended. */
  readonly traceId?: string;
  child(name: string, options?: SpanOptions): Span;
  set(attributes: Attributes): void;
  /** Says that it failed; `type` is a code or a class of errors, never a sentence. */
  fail(type: string): void;
  /** Ends it, now unless `atMs` says when; the second time does nothing. */
  end(atMs?: number): void;
}

/** Whose spans these are. */
export interface TracedProcess {
  /** `api` or `worker`. */
  app: string;
  instanceId: string;
  zones: readonly string[];
}

/** Where spans begin. */
export interface Traces {
  /** How many spans never reached the collector. */
  readonly droppedSpans: number;
  /** Begins a span that goes on with what somebody else began; where `from` holds nothing safe, with a new trace. */
  begin(name: string, from: { traceparent?: unknown; tracestate?: unknown }, options?: SpanOptions): Span;
  /** Sends what waits. Resolves within two seconds, come what may. */
  close(): Promise<void>;
}

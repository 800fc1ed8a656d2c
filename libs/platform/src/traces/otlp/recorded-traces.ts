import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { AppLogger } from '../../logger.js';
import { VERSION } from '../../version.js';
import type { ExportHeaders } from '../settings.js';
import type { Span, SpanOptions, TracedProcess, Traces } from '../span.js';
import { readTraceContext } from '../trace-context.js';
import { CarefulExport } from './careful-export.js';
import { RecordedSpan, startSpan, toContext } from './recorded-span.js';

const EXPORT_WITHIN_MS = 5_000;
const CLOSE_WITHIN_MS = 2_000;
/** An attribute that somebody else may choose the length of is cut. */
const SPAN_LIMITS = { attributeValueLengthLimit: 256, attributeCountLimit: 32, linkCountLimit: 32, eventCountLimit: 8 };

/** Where spans go, and which. */
export interface Collector {
  url: string;
  headers: ExportHeaders;
  sampleRatio: number;
}

/** Traces that are recorded and sent by OTLP. Nothing of it can fail, or hold up, what is traced. */
export class RecordedTraces implements Traces {
  private constructor(
    private readonly tracer: Tracer,
    private readonly sending: CarefulExport,
  ) {}

  static to({ url, headers, sampleRatio }: Collector, process: TracedProcess, logger: AppLogger): RecordedTraces {
    const secrets = Object.fromEntries([...headers].map(([name, secret]) => [name, secret.reveal()]));
    const exporter = new OTLPTraceExporter({ url, headers: secrets, timeoutMillis: EXPORT_WITHIN_MS });
    const sending = new CarefulExport(exporter, logger);
    const provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': `etlaas-${process.app}`,
        'service.version': VERSION,
        'service.instance.id': process.instanceId,
        'etlaas.zones': [...process.zones],
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
      spanLimits: SPAN_LIMITS,
      spanProcessors: [sending],
    });
    return new RecordedTraces(provider.getTracer('etlaas', VERSION), sending);
  }

  get droppedSpans(): number {
    return this.sending.droppedSpans;
  }

  begin(name: string, from: { traceparent?: unknown; tracestate?: unknown }, options: SpanOptions = {}): Span {
    const given = readTraceContext(from);
    const parent = given ? toContext(given) : ROOT_CONTEXT;
    return new RecordedSpan(this.tracer, startSpan(this.tracer, name, options, parent), parent);
  }

  async close(): Promise<void> {
    const enough = sleep(CLOSE_WITHIN_MS, undefined, { ref: false });
    await Promise.race([this.sending.shutdown().catch(() => undefined), enough]);
  }
}

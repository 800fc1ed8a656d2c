import { TraceFlags } from '@opentelemetry/api';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { AppLogger } from '../../logger.js';

/** Spans that wait for the collector; beyond, new ones are dropped. */
const MAX_WAITING = 4_096;
const BATCH = 512;
const EVERY_MS = 1_000;
const WARN_EVERY_MS = 60_000;
const SUCCESS = 0;

type Done = Parameters<SpanExporter['export']>[1];

/** Sends spans in batches, holds no more than a bounded number of them, and counts what is lost on the way. */
export class CarefulExport implements SpanProcessor, SpanExporter {
  droppedSpans = 0;
  private waiting = 0;
  private warnedAt = Number.NEGATIVE_INFINITY;
  private readonly batches: SpanProcessor;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly logger: AppLogger,
  ) {
    const limits = { maxQueueSize: MAX_WAITING, maxExportBatchSize: BATCH, scheduledDelayMillis: EVERY_MS };
    this.batches = new BatchSpanProcessor({ ...limits, exporter: this });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (this.waiting < MAX_WAITING) this.take(span);
    else this.drop(1, 'too many wait');
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.waiting -= spans.length;
    this.exporter.export(spans, ({ code, error }) => {
      if (code !== SUCCESS) this.drop(spans.length, error?.message ?? 'the collector refused them');
      // The batches have nothing to do about it.
      done({ code: SUCCESS });
    });
  }

  async forceFlush(): Promise<void> {
    await this.batches.forceFlush();
  }

  async shutdown(): Promise<void> {
    await this.batches.forceFlush();
    await this.exporter.shutdown();
  }

  private take(span: ReadableSpan): void {
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  private drop(count: number, why: string): void {
    this.droppedSpans += count;
    if (performance.now() - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = performance.now();
    this.logger.warn({ droppedSpans: this.droppedSpans, why: why.slice(0, 200) }, 'spans are lost');
  }
}

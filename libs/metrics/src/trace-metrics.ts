import { Counter, type Registry } from 'prom-client';
import type { Traces } from '#libs/platform';

/** Tells how many spans never reached the collector. */
export function exposeTraces(registry: Registry, traces: Pick<Traces, 'droppedSpans'>): void {
  new Counter({
    name: 'etlaas_traces_dropped_spans_total',
    help: 'Spans that never reached the collector',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(traces.droppedSpans);
    },
  });
}

import type { AppLogger } from '../logger.js';
import { NO_TRACES } from './no-traces.js';
import type { TraceSettings } from './settings.js';
import type { TracedProcess, Traces } from './span.js';

/** The traces of a process. What OpenTelemetry needs is loaded only where they are on: it would cost each start some time. */
export async function openTraces(settings: TraceSettings, process: TracedProcess, logger: AppLogger): Promise<Traces> {
  const { TRACES_OTLP_URL: url, TRACES_OTLP_HEADERS: headers, TRACES_SAMPLE_RATIO: sampleRatio } = settings;
  if (url === undefined) return NO_TRACES;
  const { RecordedTraces } = await import('./otlp/recorded-traces.js');
  return RecordedTraces.to({ url, headers, sampleRatio }, process, logger);
}

import { type Latency, WAYS } from '../latency/latency.js';
import { typicalMs } from './limits.js';
import { median, quantile } from './statistics.js';
import { heading, table } from './table.js';

/** Every way to run the same scripts, and how long it takes. */
export function latencyLines(title: string, latency: Latency): string[] {
  const rawMs = typicalMs(latency, 'raw');
  const rows = Object.values(WAYS).map((way) => {
    const ms = latency.durations.get(way) ?? [];
    const times = [median(ms), quantile(ms, 0.95)].map((value) => `${value.toFixed(2)} ms`);
    return [way, ...times, String(ms.length), (median(ms) / rawMs).toFixed(2)];
  });
  const scripts = latency.scripts === 1 ? 'one script' : `${latency.scripts} scripts`;
  return [
    heading(`${title}: ${latency.workload} (${scripts}, real sshd on loopback)`),
    ...table(['way', 'median', 'p95', 'runs', 'x exec'], rows),
  ];
}

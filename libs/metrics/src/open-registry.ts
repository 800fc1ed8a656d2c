import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { VERSION } from '#libs/platform';

/** The metrics of one process: those of Node.js itself (memory, processor, event loop), and which release it is. */
export function openRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const help = 'The release of this process; always 1';
  const registers = [registry];
  new Gauge({ name: 'etlaas_build_info', help, labelNames: ['version'], registers }).set({ version: VERSION }, 1);
  return registry;
}

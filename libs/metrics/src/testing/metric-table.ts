import { readFileSync } from 'node:fs';
import type { Registry } from 'prom-client';

/** A metric as docs/metrics.md tells it, or as a process has it. */
export interface KnownMetric {
  name: string;
  type: string;
  labels: readonly string[];
}

const ROW = /^\| `(\w+)` \| (\w+) \| ([^|]+) \| (api|worker|both) \| (.+) \|$/;

/** The rows of docs/metrics.md, of one process or of all. */
export function documentedMetrics(of?: 'api' | 'worker'): KnownMetric[] {
  const rows = readFileSync('docs/metrics.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) => {
    const [, name = '', type = '', labels = '', process = ''] = ROW.exec(line) ?? [];
    if (name === '') throw new Error(`not a row of the table of metrics: ${line}`);
    const named = [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label);
    return !of || process === 'both' || process === of ? [{ name, type, labels: named.sort() }] : [];
  });
}

/** What a registry really has. */
export function exportedMetrics(registry: Registry): KnownMetric[] {
  const all = registry.getMetricsAsArray() as unknown as { name: string; type: string; labelNames: string[] }[];
  return all.map(({ name, type, labelNames }) => ({ name, type, labels: [...labelNames].sort() }));
}

/** In the order of their names: for comparisons. */
export const byName = (metrics: readonly KnownMetric[]): KnownMetric[] =>
  [...metrics].sort((a, b) => a.name.localeCompare(b.name));

import { parser } from '@prometheus-io/lezer-promql';

/** What a query asks for: metrics with the labels that it matches, and the labels by which it groups or joins. */
export interface AskedMetrics {
  metrics: { name: string; labels: string[] }[];
  grouping: string[];
}

const VARIABLES: Readonly<Record<string, string>> = { $__rate_interval: '5m', $__range: '6h' };

/** Takes a query of Prometheus apart; variables of Grafana may stand in it. Throws where it cannot be read. */
export function readQuery(query: string): AskedMetrics {
  const text = query.replaceAll(/\$__\w+/g, (name) => VARIABLES[name] ?? name);
  const asked: AskedMetrics = { metrics: [], grouping: [] };
  parser.parse(text).iterate({
    enter: ({ name, from, to, node }) => {
      if (node.type.isError) throw new Error(`cannot be read at ${from}: ${query}`);
      const word = text.slice(from, to);
      const parent = node.parent?.name;
      if (name === 'Identifier' && parent === 'VectorSelector') asked.metrics.push({ name: word, labels: [] });
      if (name !== 'LabelName') return;
      if (parent === 'GroupingLabels') asked.grouping.push(word);
      else asked.metrics.at(-1)?.labels.push(word);
    },
  });
  return asked;
}

import { describe, expect, it } from '@jest/globals';
import { documentedMetrics } from './testing/metric-table.js';
import { type Panel, readAlerts, readDashboard, runbookAnchors } from './testing/monitoring-files.js';
import { readQuery } from './testing/promql.js';

/** What Prometheus adds to every series, and what it tells of targets itself. */
const TARGET_LABELS = ['job', 'instance', 'environment'];
const UP = { name: 'up', type: 'gauge', labels: [] };
const KNOWN = new Map([UP, ...documentedMetrics()].map((metric) => [metric.name, metric]));

/** The labels of a series; undefined where no metric makes it. */
function labelsOf(series: string): readonly string[] | undefined {
  const [base = '', part] = /^(.*)_(bucket|sum|count)$/.exec(series)?.slice(1) ?? [];
  const histogram = KNOWN.get(base);
  if (histogram?.type === 'histogram') return [...histogram.labels, ...(part === 'bucket' ? ['le'] : [])];
  const metric = KNOWN.get(series);
  return metric?.type === 'histogram' ? undefined : metric?.labels;
}

/** Everything in a query that nobody tells: series, and labels of theirs. */
function strangers(query: string): string[] {
  const { metrics, grouping } = readQuery(query);
  const of = metrics.map(({ name, labels }) => ({ name, labels, known: labelsOf(name) }));
  const all = new Set([...TARGET_LABELS, ...of.flatMap(({ known }) => known ?? [])]);
  return [
    ...of.filter(({ known }) => !known).map(({ name }) => name),
    ...of.flatMap(({ name, labels, known = [] }) =>
      labels.filter((label) => ![...TARGET_LABELS, ...known].includes(label)).map((label) => `${name}{${label}}`),
    ),
    ...grouping.filter((label) => !all.has(label)).map((label) => `by (${label})`),
  ];
}

describe('the check itself', () => {
  it.each([
    ['sum by (zone) (rate(etlaas_jobs_ended_total{status="failed"}[$__rate_interval]))', []],
    ['sum by (le) (rate(etlaas_job_run_seconds_bucket{zone=~"$zone"}[5m])) and on (instance) up == 0', []],
    ['rate(etlaas_jobs_total[5m])', ['etlaas_jobs_total']],
    ['etlaas_job_run_seconds', ['etlaas_job_run_seconds']],
    ['etlaas_workers_bucket', ['etlaas_workers_bucket']],
    ['etlaas_workers{host="a"}', ['etlaas_workers{host}']],
    ['sum by (trigram) (etlaas_workers)', ['by (trigram)']],
    ['sum by (le) (etlaas_job_run_seconds_count)', ['by (le)']],
  ])('%s', (query, wrong) => {
    expect(strangers(query)).toEqual(wrong);
  });

  it('refuses what is no query', () => {
    expect(() => readQuery('sum by (zone (etlaas_workers)')).toThrow('cannot be read');
  });
});

const alerts = readAlerts();

describe.each(alerts)('the alert $alert', ({ alert, expr, for: lasting, labels, annotations }) => {
  it('asks for what is told', () => {
    expect(strangers(expr)).toEqual([]);
  });

  it('says how long, how grave, what and what to do', () => {
    expect(lasting).toMatch(/^\d+[mh]$/);
    expect(labels).toEqual({ severity: expect.stringMatching(/^(critical|warning)$/) });
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook_url']);
    const [file, anchor] = annotations['runbook_url']?.split('#') ?? [];
    expect([file, anchor]).toEqual(['docs/operations.md', alert.toLowerCase()]);
    expect(runbookAnchors()).toContain(anchor);
  });

  it('names only labels that it has', () => {
    const { metrics, grouping } = readQuery(expr);
    const has = [...TARGET_LABELS, ...grouping, ...metrics.flatMap(({ name }) => labelsOf(name) ?? [])];
    const named = [
      ...Object.values(annotations)
        .join()
        .matchAll(/\$labels\.(\w+)/g),
    ].map(([, label]) => label);
    expect(named.filter((label) => !has.includes(label ?? ''))).toEqual([]);
  });
});

it('each alert has a name of its own, and each runbook its alert', () => {
  const names = alerts.map(({ alert }) => alert.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  expect(
    runbookAnchors()
      .filter((anchor) => anchor.startsWith('etlaas'))
      .sort(),
  ).toEqual(names.sort());
});

describe('the dashboard', () => {
  const { panels, templating } = readDashboard();
  const charts = panels.filter(({ type }) => type !== 'row');
  const [source] = templating.list;

  it('asks for what is told, with legends of labels that are there', () => {
    const targets = charts.flatMap(({ targets: asked = [] }) => asked);
    expect(targets.flatMap(({ expr }) => strangers(expr))).toEqual([]);
    for (const { expr, legendFormat } of targets) {
      const has = [...readQuery(expr).grouping, 'le'];
      const named = [...legendFormat.matchAll(/{{(\w+)}}/g)].map(([, label = '']) => label);
      expect([expr, named.filter((label) => !has.includes(label))]).toEqual([expr, []]);
    }
  });

  it('has the variables that its queries use, and every panel and query their data source', () => {
    expect([source?.name, source?.type]).toEqual(['datasource', 'datasource']);
    const names = templating.list.map(({ name }) => name);
    expect(names).toEqual(['datasource', 'environment', 'zone']);
    const used = new Set([...JSON.stringify(panels).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name = '']) => name));
    expect([...used].sort()).toEqual([...names].sort());
    for (const { datasource, targets = [] } of charts) {
      expect([datasource, ...targets.map((target) => target.datasource)].map((one) => one?.uid)).toEqual(
        Array(targets.length + 1).fill(`\${datasource}`),
      );
      expect(targets.length).toBeGreaterThan(0);
    }
  });

  it('has no panel twice, none over another and none outside', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(cellsOf);
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x < 0 || x + w > 24)).toEqual([]);
  });
});

const cellsOf = ({ gridPos: { x, y, w, h } }: Panel): string[] =>
  Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`);

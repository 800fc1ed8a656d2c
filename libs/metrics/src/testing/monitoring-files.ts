import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** An alert of the rule file. */
export interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A panel of the dashboard, as far as tests look at it. */
export interface Panel {
  id: number;
  type: string;
  title: string;
  datasource?: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; legendFormat: string; datasource: { uid: string } }[];
}

/** The dashboard, as far as tests look at it. */
export interface Dashboard {
  panels: Panel[];
  templating: { list: { name: string; type: string; definition?: string }[] };
}

const textOf = (name: string): string => readFileSync(`deploy/monitoring/${name}`, 'utf8');

export function readAlerts(): Alert[] {
  const { groups } = parse(textOf('alerts.yaml')) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export const readDashboard = (): Dashboard => JSON.parse(textOf('grafana-dashboard.json')) as Dashboard;

/** The anchors of docs/operations.md, as GitHub and GitLab make them of headings. */
export const runbookAnchors = (): string[] =>
  [...readFileSync('docs/operations.md', 'utf8').matchAll(/^#{2,} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

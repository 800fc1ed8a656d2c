import type { KnownMetric } from './metric-table.js';

/** Told by no process yet, and named by dashboard and alerts. What comes to be told belongs into docs/metrics.md instead. */
export const AGREED_METRICS: readonly KnownMetric[] = [
  { name: 'etlaas_audit_accepts_changes', type: 'gauge', labels: [] },
  { name: 'etlaas_audit_free_bytes', type: 'gauge', labels: [] },
  { name: 'etlaas_audit_commit_seconds', type: 'histogram', labels: [] },
  { name: 'etlaas_audit_undelivered_records', type: 'gauge', labels: [] },
  { name: 'etlaas_audit_undelivered_bytes', type: 'gauge', labels: [] },
  { name: 'etlaas_audit_delivery_lag_seconds', type: 'gauge', labels: [] },
  { name: 'etlaas_audit_deliveries_total', type: 'counter', labels: ['sink', 'result'] },
];

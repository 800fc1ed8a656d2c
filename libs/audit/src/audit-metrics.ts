import { Gauge, Histogram, type Registry } from 'prom-client';
import type { AuditAnchors } from './audit-anchors.js';
import type { AuditLog } from './audit-log.js';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** What is read of the audit log at the moment of a scrape, and how long its writes took. */
export function exposeAudit(registry: Registry, audit: AuditLog): void {
  const registers = [registry];
  const expose = (name: string, help: string, read: () => number | undefined): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value !== undefined) this.set(value);
      },
    });
  };
  expose('etlaas_audit_lost_records', 'Audit records lost', () => audit.lostRecords);
  expose('etlaas_audit_healthy', '1: the last audit record could be written', () => Number(audit.state.healthy));
  expose('etlaas_audit_accepts_changes', '0: changes are refused, as their records may not be kept', () =>
    Number(audit.state.acceptsChanges),
  );
  expose('etlaas_audit_free_bytes', 'Room on the audit disk', () => audit.state.freeBytes);
  const seconds = new Histogram({
    name: 'etlaas_audit_commit_seconds',
    help: 'Time of one write of audit records until they are on the disk',
    buckets: SECONDS,
    registers,
  });
  audit.onDurable((_position, commit) => seconds.observe(commit.seconds));
}

/** How many anchors could not be kept: somebody may cut records off that nobody misses. */
export function exposeAnchors(registry: Registry, anchors: AuditAnchors): void {
  new Gauge({
    name: 'etlaas_audit_lost_anchors',
    help: 'Anchors of the audit chain that could not be kept since the process began',
    registers: [registry],
    collect() {
      this.set(anchors.failures);
    },
  });
}

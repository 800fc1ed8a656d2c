import { Gauge, type Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';

/** What is read of the audit log at the moment of a scrape. */
export function exposeAudit(registry: Registry, audit: Pick<AuditLog, 'lostRecords' | 'healthy'>): void {
  const expose = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  expose('etlaas_audit_lost_records', 'Audit records lost since the process began', () => audit.lostRecords);
  expose('etlaas_audit_healthy', '1: the last attempt to write audit records succeeded', () => (audit.healthy ? 1 : 0));
}

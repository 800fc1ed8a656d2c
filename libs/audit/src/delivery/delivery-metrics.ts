import { Counter, Gauge, type Registry } from 'prom-client';
import type { AuditDelivery, DeliveryState } from './audit-delivery.js';

const READINGS = {
  etlaas_audit_undelivered_records: ['Audit records that wait for the data lake', 'undeliveredRecords'],
  etlaas_audit_undelivered_bytes: ['Bytes of audit records that wait for the data lake', 'undeliveredBytes'],
  etlaas_audit_delivery_lag_seconds: ['Age of the oldest audit record that is not delivered', 'lagSeconds'],
} as const satisfies Record<string, [string, keyof DeliveryState]>;

/** Says at the moment of a scrape what waits for the data lake, and counts tries. */
export function exposeDelivery(registry: Registry, delivery: AuditDelivery, sink: string): void {
  const registers = [registry];
  const tries = new Counter({
    name: 'etlaas_audit_deliveries_total',
    help: 'Tries to deliver a batch of audit records; taken is the only good end',
    labelNames: ['sink', 'result'],
    registers,
  });
  for (const result of ['taken', 'later', 'refused', 'too-large']) tries.inc({ sink, result }, 0);
  delivery.onResult((result) => tries.inc({ sink, result }));
  for (const [name, [help, reading]] of Object.entries(READINGS)) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const state = await delivery.state().catch(() => undefined);
        if (state) this.set(state[reading]);
        else this.remove();
      },
    });
  }
}

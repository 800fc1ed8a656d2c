import type { Registry } from 'prom-client';
import type { AppLogger, SettingsOf } from '#libs/platform';
import { AuditDelivery } from './audit-delivery.js';
import { exposeDelivery } from './delivery-metrics.js';
import type { OwnLog } from './own-log.js';
import type { deliverySettings } from './settings.js';
import { openSink } from './sinks/open-sink.js';

/** What a process gives to have its records delivered. */
export interface DeliveryNeeds {
  log: OwnLog;
  logger: AppLogger;
  /** Where its numbers can be read. */
  registry?: Registry | undefined;
}

/** Delivery as the settings want it; undefined where records stay where they are written, for good. */
export function openDelivery(
  settings: SettingsOf<typeof deliverySettings>,
  { log, logger, registry }: DeliveryNeeds,
): AuditDelivery | undefined {
  const sink = openSink(settings);
  if (!sink) return undefined;
  const delivery = new AuditDelivery({
    log,
    sink,
    logger,
    spoolMaxBytes: settings.AUDIT_SPOOL_MAX_BYTES,
    keptForMs: settings.AUDIT_KEPT_FOR_MS,
  });
  if (registry) exposeDelivery(registry, delivery, sink.kind);
  return delivery;
}

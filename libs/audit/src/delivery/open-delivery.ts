import type { AppLogger, SettingsOf } from '#libs/platform';
import type { AuditKeys } from '../audit-keys.js';
import { AuditDelivery } from './audit-delivery.js';
import type { OwnLog } from './own-log.js';
import type { deliverySettings } from './settings.js';
import { openSink } from './sinks/open-sink.js';

/** What a process gives to have its records delivered. */
export interface DeliveryNeeds {
  log: OwnLog;
  keys: AuditKeys;
  logger: AppLogger;
}

/** Delivery as the settings want it; undefined where records stay where they are written, for good. */
export function openDelivery(
  settings: SettingsOf<typeof deliverySettings>,
  { log, keys, logger }: DeliveryNeeds,
): AuditDelivery | undefined {
  const sink = openSink(settings);
  if (!sink) return undefined;
  return new AuditDelivery({
    log,
    keys,
    sink,
    logger,
    spoolMaxBytes: settings.AUDIT_SPOOL_MAX_BYTES,
    keptForMs: settings.AUDIT_KEPT_FOR_MS,
  });
}

import type { AppLogger, SettingsOf, WithCertificates } from '#libs/platform';
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

/** A delivery, and its certificates. */
export interface OpenDelivery extends WithCertificates {
  delivery: AuditDelivery;
}

/** Delivery as the settings want it; undefined where records stay where they are written, for good. Rejects as `openSink` does. */
export async function openDelivery(
  settings: SettingsOf<typeof deliverySettings>,
  { log, keys, logger }: DeliveryNeeds,
): Promise<OpenDelivery | undefined> {
  const opened = await openSink(settings);
  if (!opened) return undefined;
  const { sink, certificates } = opened;
  const { AUDIT_SPOOL_MAX_BYTES: spoolMaxBytes, AUDIT_KEPT_FOR_MS: keptForMs } = settings;
  return { delivery: new AuditDelivery({ log, keys, sink, logger, spoolMaxBytes, keptForMs }), certificates };
}

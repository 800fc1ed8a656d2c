import { Gauge, type Registry } from 'prom-client';
import type { AppLogger, SettingsOf } from '#libs/platform';
import { type AnchorParts, AuditAnchors } from './audit-anchors.js';
import type { auditSettings } from './settings.js';

/** What anchors need of the process. */
interface AnchorNeeds {
  log: AnchorParts['log'];
  logger: AppLogger;
  registry?: Registry | undefined;
}

/** The anchors of a log as the settings want them; somebody must be told when they cannot be kept. */
export function openAnchors(
  { AUDIT_KEYS: keys, AUDIT_ANCHOR_DIR: directory }: SettingsOf<typeof auditSettings>,
  { log, logger, registry }: AnchorNeeds,
): AuditAnchors {
  const anchors = new AuditAnchors({ log, keys, directory, logger });
  if (registry) exposeAnchors(registry, anchors);
  return anchors;
}

function exposeAnchors(registry: Registry, anchors: AuditAnchors): void {
  new Gauge({
    name: 'etlaas_audit_lost_anchors',
    help: 'Anchors of the audit chain that could not be kept since the process began',
    registers: [registry],
    collect() {
      this.set(anchors.failures);
    },
  });
}

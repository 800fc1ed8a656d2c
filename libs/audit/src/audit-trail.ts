import type { AppLogger, SettingsOf, WithCertificates } from '#libs/platform';
import { AuditAnchors } from './audit-anchors.js';
import { AuditLog } from './audit-log.js';
import type { AuditState } from './audit-state.js';
import type { AuditDelivery } from './delivery/audit-delivery.js';
import { openDelivery } from './delivery/open-delivery.js';
import type { deliverySettings } from './delivery/settings.js';
import { auditOptionsOf, type auditSettings } from './settings.js';

type TrailSettings = SettingsOf<typeof auditSettings> & SettingsOf<typeof deliverySettings>;

/** Whose records they are. */
export interface TrailOwner {
  app: string;
  writerId: string;
  logger: AppLogger;
}

/** What is not delivered by then is delivered after the next start. */
const LAST_DELIVERY_WITHIN_MS = 3_000;

/** The audit log of a process, with what brings its records to other places: anchors and the delivery to the data lake. */
export class AuditTrail implements WithCertificates {
  private constructor(
    readonly log: AuditLog,
    /** Undefined where records stay where they are written, for good. */
    readonly delivery: AuditDelivery | undefined,
    /** How far its chain came, said where it can not be taken back. */
    readonly anchors: AuditAnchors,
    /** Those of delivery. */
    readonly certificates: WithCertificates['certificates'],
  ) {}

  /** Opens the log; nothing is brought anywhere before the start. Rejects as `AuditLog.open` does. */
  static async open(settings: TrailSettings, { app, writerId, logger }: TrailOwner): Promise<AuditTrail> {
    const log = await AuditLog.open({ ...auditOptionsOf(settings), app, writerId, logger });
    const { AUDIT_KEYS: keys, AUDIT_ANCHOR_DIR: directory } = settings;
    const anchors = new AuditAnchors({ log, keys, directory, logger });
    const { delivery, certificates = [] } = (await openDelivery(settings, { log, keys, logger })) ?? {};
    return new AuditTrail(log, delivery, anchors, certificates);
  }

  /** As of the log: whether records can be written now. */
  probe(): Promise<boolean> {
    return this.log.probe();
  }

  /** As of the log, and what keeps anchors from being kept. */
  get state(): AuditState {
    const { state } = this.log;
    const { fault } = this.anchors;
    return fault === undefined ? state : { ...state, reasons: [...state.reasons, fault] };
  }

  async start(): Promise<void> {
    this.anchors.start();
    await this.delivery?.start();
  }

  /** Writes what waits, says how far that came, and delivers what can be delivered in 3 s. */
  async close(): Promise<void> {
    await this.log.close();
    await this.anchors.close();
    await this.delivery?.close(LAST_DELIVERY_WITHIN_MS);
  }
}

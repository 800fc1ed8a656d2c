import { auditSettings } from '#libs/audit';

const { AUDIT_DIR, AUDIT_KEYS, AUDIT_ANCHOR_DIR } = auditSettings;

/** The settings of who writes records that their reader needs too. */
export const readingSettings = { AUDIT_DIR, AUDIT_KEYS, AUDIT_ANCHOR_DIR };

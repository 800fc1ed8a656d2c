import { type SettingsOf, setting } from '#libs/platform';
import { auditKeys } from './audit-keys.js';
import type { AuditLogOptions } from './audit-log.js';

const GIB = 1_073_741_824;

/** The settings of whoever writes audit records. */
export const auditSettings = {
  AUDIT_DIR: setting
    .text('directory of the audit files, one chain of them for each process; must be on a lasting disk')
    .default('.audit'),
  AUDIT_KEYS: auditKeys.describe(
    'HMAC keys of the audit chain, as id=key,id=key; the first signs, the others verify what they signed',
  ),
  AUDIT_SEGMENT_BYTES: setting
    .integer('an audit file is sealed and the next begun once it has so many bytes', 4_096, GIB)
    .default(16_777_216),
  AUDIT_SEGMENT_MS: setting
    .integer('the same once it is so old (ms), at the next record', 1_000, 604_800_000)
    .default(3_600_000),
  AUDIT_MIN_FREE_BYTES: setting
    .integer('with less room on the audit disk changes are refused; 0 is only when it is full', 0, 999_999_999_999)
    .default(134_217_728),
  AUDIT_BALLAST_BYTES: setting
    .integer(
      'room held back on the audit disk, given up when it is full so that ends of jobs are kept; 0 is none',
      0,
      GIB,
    )
    .default(67_108_864),
  AUDIT_ANCHOR_DIR: setting
    .text('directory on another system where it is kept each minute how far the audit chain came; must be there')
    .optional(),
};

/** What the settings say of an audit log. */
export const auditOptionsOf = (
  settings: SettingsOf<typeof auditSettings>,
): Omit<AuditLogOptions, 'app' | 'writerId'> => ({
  directory: settings.AUDIT_DIR,
  keys: settings.AUDIT_KEYS,
  segmentBytes: settings.AUDIT_SEGMENT_BYTES,
  segmentMs: settings.AUDIT_SEGMENT_MS,
  minFreeBytes: settings.AUDIT_MIN_FREE_BYTES,
  ballastBytes: settings.AUDIT_BALLAST_BYTES,
});

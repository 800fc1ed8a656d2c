import { setting } from '#libs/platform';

/** The settings of whoever writes audit records. */
export const auditSettings = {
  AUDIT_DIR: setting
    .text('directory of the audit files, one for each process; must be on a lasting disk')
    .default('.audit'),
};

import type { AuditTrail } from './audit-trail.js';

/** How the audit stands, for who asks whether a process is ready. */
export interface AuditCheck {
  status: 'up' | 'down';
  detail?: string;
}

/**
 * Looks whether records can be written. Where they can but changes are refused (too little room, too much undelivered) it is up, as reads
 * go on, and so it is where anchors cannot be kept: `detail` says why, and ends with `refused`, what that means for the process.
 */
export async function checkAudit(audit: Pick<AuditTrail, 'probe' | 'state'>, refused: string): Promise<AuditCheck> {
  const status = (await audit.probe()) ? 'up' : 'down';
  const { acceptsChanges, reasons } = audit.state;
  const said = acceptsChanges ? reasons : [...reasons, refused];
  return { status, ...(said.length > 0 && { detail: said.join('; ') }) };
}

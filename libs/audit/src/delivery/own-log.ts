import type { AuditLog } from '../audit-log.js';

/** What delivery needs of the audit log of its process. */
export type OwnLog = Pick<AuditLog, 'directory' | 'position' | 'openChain' | 'onDurable' | 'refuseChanges' | 'write'>;

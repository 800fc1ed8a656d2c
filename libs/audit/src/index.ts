export { AuditLog, type AuditLogOptions } from './audit-log.js';
export { exposeAudit } from './audit-metrics.js';
export type { AuditPosition, AuditState, DurableListener } from './audit-state.js';
export type { AuditDecision, AuditEvent, AuditSubject, AuditTarget } from './events.js';
export { jobFacts, subjectOf } from './facts.js';
export { configurationRecord, processRecord } from './process-records.js';
export type { AuditRecord } from './record.js';
export { Refusal } from './refusal.js';
export { auditOptionsOf, auditSettings } from './settings.js';

export { AuditLog, type AuditLogOptions } from './audit-log.js';
export { jobFacts, subjectOf } from './facts.js';
export type { AuditDecision, AuditEvent, AuditRecord, AuditSubject, AuditTarget } from './record.js';
export { configurationRecord, processRecord } from './record.js';
export { Refusal } from './refusal.js';
export { auditSettings } from './settings.js';

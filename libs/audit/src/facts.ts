import type { AuditSubject, AuditTarget } from './events.js';

/** Who asks, as callers and the requesters of jobs are known elsewhere. */
interface Asker {
  login: string;
  clientId?: string;
}

/** Who is behind a record. */
export const subjectOf = ({ login, clientId }: Asker): AuditSubject => ({ login, client_id: clientId ?? null });

/** A job as its records tell it. */
interface JobInRecords {
  id: string;
  correlationId: string;
  traceparent?: string;
  requestedBy: Asker;
  operation: string;
  target: AuditTarget;
  reason?: string;
}

/** What every record about a job says of it. */
export const jobFacts = (job: JobInRecords) => ({
  correlation_id: job.correlationId,
  ...(job.traceparent && { traceparent: job.traceparent }),
  job_id: job.id,
  operation: job.operation,
  subject: subjectOf(job.requestedBy),
  target: job.target,
  ...(job.reason && { reason: job.reason }),
});

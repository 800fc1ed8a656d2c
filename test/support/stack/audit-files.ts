import { auditChains } from '../audit/audit-check.js';

/** The part of an audit record that tests look at. */
export interface AuditRecord {
  app: string;
  event: string;
  job_id?: string;
  correlation_id: string;
  traceparent?: string;
  outcome?: string;
  target?: Record<string, string>;
  reason?: string;
  response_http_code: number | null;
  details: Record<string, unknown>;
}

/** Reads what the apps of a stack have written. */
export class AuditFiles {
  constructor(readonly directory: string) {}

  get text(): string {
    return this.lines.join('\n');
  }

  /** All whole records; a last line that is being written is left out. */
  get records(): AuditRecord[] {
    return this.lines.map((line) => JSON.parse(line) as AuditRecord);
  }

  private get lines(): string[] {
    return [...auditChains(this.directory).values()].flat();
  }

  of(jobId: string, event: string): AuditRecord[] {
    return this.records.filter((record) => record.job_id === jobId && record.event === event);
  }
}

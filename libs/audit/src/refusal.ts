import { AppError } from '#libs/platform';
import type { AuditDecision } from './events.js';

/** A refusal that a decision stands behind: it belongs into the audit record, and is not told to the caller. */
export class Refusal extends AppError {
  constructor(
    { code, message, errors }: Pick<AppError, 'code' | 'message'> & Partial<AppError>,
    readonly decision: AuditDecision,
  ) {
    super(code, message, { errors });
  }
}

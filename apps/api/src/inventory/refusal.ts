import type { AuditDecision } from '#libs/audit';
import { AppError } from '#libs/platform';

/** A refusal that a decision stands behind, which the audit record of the answer is to tell; the caller is not told it. */
export class Refusal extends AppError {
  constructor(
    { code, message, errors }: Pick<AppError, 'code' | 'message'> & Partial<AppError>,
    readonly decision: AuditDecision,
  ) {
    super(code, message, { errors });
  }
}

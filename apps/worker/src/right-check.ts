import { type AuditDecision, Refusal } from '#libs/audit';
import { decide, findEnvironment, levelOf, type RuleFiles } from '#libs/permission';
import { AppError, traced } from '#libs/platform';
import type { SignedJob } from '#libs/queue';

/** Asks again, on the worker's side and with an answer of now, whether a requester may still do what was accepted. */
export class RightCheck {
  /** The grants of `files` must remember nothing: the answer that the API had may be minutes old. */
  constructor(private readonly files: Pick<RuleFiles, 'rules' | 'grants'>) {}

  /**
   * The decision, for the record. Rejects with a `Refusal`, `PERMISSION_REVOKED`, where the right is gone, and with
   * `DIRECTORY_UNAVAILABLE` where nobody can say.
   */
  assertStill(job: SignedJob): Promise<AuditDecision> {
    return traced('check right', {}, () => this.decide(job));
  }

  private async decide({ kind, target, requestedBy }: SignedJob): Promise<AuditDecision> {
    const { trigram, domain } = target;
    const environment = findEnvironment(target.environment);
    if (!environment) throw new AppError('ENVELOPE_REFUSED', 'The job names no environment that is known here.');
    const { grants, fileHash } = await this.files.grants.datedOf(requestedBy.login, 'change').catch(asRevoked);
    const { value: rules, hash } = this.files.rules.current;
    const question = { grants, rules, trigram, domain, environment, level: levelOf(kind), nowMs: Date.now() };
    const decision = decide(question);
    const files = { 'GCR.csv': hash, ...(fileHash && { 'directory.csv': fileHash }) };
    if (!decision.allowed) throw revoked(decision.reason, files);
    return { allowed: true, reason: decision.reason, rule: decision.rule, files };
  }
}

/** An account that was disabled meanwhile may do nothing any more. */
function asRevoked(error: unknown): never {
  throw error instanceof AppError && error.code === 'PERMISSION_DENIED' ? revoked(error.message, {}) : error;
}

/** The reason names the requester's groups: it is for the record, not for everybody who may see the job. */
function revoked(reason: string, files: Record<string, string>): Refusal {
  const message =
    'The right to do this was withdrawn after the job was accepted. GET /v1/permissions tells its requester what is left.';
  return new Refusal({ code: 'PERMISSION_REVOKED', message }, { allowed: false, reason, files });
}

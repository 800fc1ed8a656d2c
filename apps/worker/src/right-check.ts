import { assertAllowed, type CallerGrants, findEnvironment, type GcrRules, levelOf } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { SignedJob } from '#libs/queue';

/** Asks again, on the worker's side and with an answer of now, whether a requester may still do what was accepted. */
export class RightCheck {
  /** `grants` must remember nothing: the answer that the API had may be minutes old. */
  constructor(
    private readonly rules: () => GcrRules,
    private readonly grants: CallerGrants,
  ) {}

  /**
   * Rejects with `PERMISSION_REVOKED` where the right is gone, and with `DIRECTORY_UNAVAILABLE` where nobody can say: an
   * old answer is none here. Nothing of the job has been run then.
   */
  async assertStill({ kind, target, requestedBy }: SignedJob): Promise<void> {
    const { trigram, domain } = target;
    const environment = findEnvironment(target.environment);
    if (!environment) throw new AppError('ENVELOPE_REFUSED', 'The job names no environment that is known here.');
    try {
      const grants = await this.grants.of(requestedBy.login, 'change');
      assertAllowed({ grants, rules: this.rules(), trigram, domain, environment, level: levelOf(kind) });
    } catch (error) {
      throw isRefusal(error) ? revoked(error) : error;
    }
  }
}

const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'PERMISSION_DENIED' || error.code === 'DOMAIN_NOT_FOUND');

const revoked = (refusal: AppError): AppError =>
  new AppError(
    'PERMISSION_REVOKED',
    `The right was withdrawn after the job was accepted. Nothing was run. ${refusal.message}`,
    {
      cause: refusal,
    },
  );

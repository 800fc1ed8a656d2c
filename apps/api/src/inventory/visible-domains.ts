import type { Caller } from '#libs/auth';
import { listPermissions } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { Estate } from './estate.js';
import type { DomainListView, DomainView } from './inventory.view.js';

/** What of the inventory a caller sees under a trigram. */
export class VisibleDomains {
  constructor(private readonly estate: Estate) {}

  /** Rejects with `TRIGRAM_NOT_FOUND`, or `PERMISSION_DENIED` where the caller may use none of its domains. */
  async of(trigram: string, caller: Caller): Promise<DomainListView> {
    const { rules, inventory } = this.estate;
    if (!rules.knowsTrigram(trigram)) throw new AppError('TRIGRAM_NOT_FOUND', 'No such trigram is known here.');
    const grants = await this.estate.grantsOf(caller);
    const permissions = listPermissions(grants, rules).filter((one) => one.trigram === trigram);
    if (permissions.length === 0) {
      throw new AppError(
        'PERMISSION_DENIED',
        `None of your groups carries ${trigram} or an exception for its domains.`,
      );
    }
    const domains = permissions.map(
      ({ domain, environment, level }): DomainView => ({
        domain,
        environment,
        hosts: inventory.hostsFor(domain, environment).map(({ hostname, zone }) => ({ hostname, zone })),
        level,
      }),
    );
    return { domains };
  }
}

import { Refusal } from '#libs/audit';
import type { Caller } from '#libs/auth';
import { type FileHashes, listPermissions } from '#libs/permission';
import type { Based } from '../http/based.js';
import type { ZoneWatch } from '../jobs/zone-watch.js';
import type { Estate } from './estate.js';
import type { DomainHostView, DomainListView, DomainView } from './inventory.view.js';

/** What of the inventory a caller sees under a trigram. */
export class VisibleDomains {
  constructor(
    private readonly estate: Estate,
    private readonly zones: Pick<ZoneWatch, 'isServed'>,
  ) {}

  /** Rejects with `TRIGRAM_NOT_FOUND`, or `PERMISSION_DENIED` where the caller may use none of its domains. */
  async of(trigram: string, caller: Caller): Promise<Based<DomainListView>> {
    const { rules, inventory, nowMs, hashes } = this.estate.current;
    if (!rules.knowsTrigram(trigram)) throw unknown({ 'GCR.csv': hashes['GCR.csv'] });
    const { grants, files } = await this.estate.basisOf(caller, 'read');
    const permissions = listPermissions(grants, rules, nowMs, trigram);
    if (permissions.length === 0) throw noneOf(trigram, { ...files, 'GCR.csv': hashes['GCR.csv'] });
    const domains = await Promise.all(
      permissions.map(
        async ({ domain, environment, level }): Promise<DomainView> => ({
          domain,
          environment,
          hosts: await this.seen(inventory.hostsFor(domain, environment)),
          level,
        }),
      ),
    );
    return { view: { domains }, files: Object.assign({}, hashes, files) };
  }

  private seen(hosts: readonly Omit<DomainHostView, 'served'>[]): Promise<DomainHostView[]> {
    return Promise.all(
      hosts.map(async ({ hostname, zone }) => {
        const served = await this.zones.isServed(zone);
        return { hostname, zone, ...(served !== undefined && { served }) };
      }),
    );
  }
}

function unknown(files: FileHashes): Refusal {
  const reason = 'No such trigram is known here.';
  return new Refusal({ code: 'TRIGRAM_NOT_FOUND', message: reason }, { allowed: false, reason, files });
}

function noneOf(trigram: string, files: FileHashes): Refusal {
  const reason =
    `You may use no domain of ${trigram}: none of your groups carries it or an exception for one of its domains, ` +
    'or a rule denies them or has expired.';
  return new Refusal({ code: 'PERMISSION_DENIED', message: reason }, { allowed: false, reason, files });
}

import type { Caller } from '#libs/auth';
import {
  type AppliedRule,
  assertAllowed,
  type CallerGrants,
  chooseHost,
  type DatedGrants,
  type Environment,
  type GcrRules,
  type Grants,
  type GrantsUse,
  type Inventory,
  type Level,
} from '#libs/permission';
import type { JobTarget } from '#libs/queue';

/** The place that a request names. */
export interface WishedPlace {
  trigram: string;
  domain: string;
  environment: Environment;
  host?: string;
}

/** A place that the caller may use, and by which rule. */
export interface GrantedPlace {
  target: JobTarget;
  rule: AppliedRule;
}

/** The estate as the CSV files describe it, and who may do what in it. */
export class Estate {
  constructor(
    readonly rules: GcrRules,
    readonly inventory: Inventory,
    private readonly callerGrants: CallerGrants,
    private readonly hostSuffix: string,
  ) {}

  /** What the caller's groups give. While the directory is away an old answer serves to read, never to change. */
  grantsOf(caller: Caller, use: GrantsUse = 'read'): Promise<Grants> {
    return this.callerGrants.of(caller.login, use);
  }

  /** The same, with the age of the directory's answer. */
  datedGrantsOf(caller: Caller, use: GrantsUse): Promise<DatedGrants> {
    return this.callerGrants.datedOf(caller.login, use);
  }

  /** The host that serves the place, if the caller may act there at this level; else throws why not. */
  async open(caller: Caller, place: WishedPlace, level: Level): Promise<GrantedPlace> {
    const { trigram, domain, environment } = place;
    const grants = await this.grantsOf(caller, level === 'operate' ? 'change' : 'read');
    const rule = assertAllowed({ grants, rules: this.rules, trigram, domain, environment, level });
    const { hostname, zone } = chooseHost(this.inventory, place, this.hostSuffix);
    return { target: { trigram, domain, environment, host: hostname, zone }, rule };
  }
}

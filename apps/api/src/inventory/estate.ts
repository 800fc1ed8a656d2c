import { type AuditDecision, Refusal } from '#libs/audit';
import type { Caller } from '#libs/auth';
import {
  type AppliedRule,
  chooseHost,
  type DatedGrants,
  decide,
  type Environment,
  type FileHashes,
  type GcrRules,
  type Grants,
  type GrantsUse,
  type Inventory,
  type Level,
  type RuleFiles,
} from '#libs/permission';
import { AppError } from '#libs/platform';
import type { JobTarget } from '#libs/queue';

/** The place that a request names. */
export interface WishedPlace {
  trigram: string;
  domain: string;
  environment: Environment;
  host?: string;
}

/** A place that the caller may use, by which rule, and what the decision rests on. */
export interface GrantedPlace {
  target: JobTarget;
  rule: AppliedRule;
  files: FileHashes;
  /** `host:port` of the domain's gateway node, where the inventory names it. */
  gateway?: string;
}

/** A granted place as audit records tell it. */
export const decisionOf = ({ rule, files }: Pick<GrantedPlace, 'rule' | 'files'>): AuditDecision => ({
  allowed: true,
  reason: `${rule.kind} ${rule.trigram}`,
  rule,
  files,
});

/** The estate as the CSV files describe it at a moment: all of a request that must fit together takes one of these. */
export interface EstateNow {
  rules: GcrRules;
  inventory: Inventory;
  /** The time by which rules have expired or not. */
  nowMs: number;
  hashes: Required<Pick<FileHashes, 'GCR.csv' | 'IFARCRSERVER.csv'>>;
}

/** Grants, the age of the directory's answer and its file, if it is one, that they rest on. */
export interface GrantsBasis extends DatedGrants {
  files: FileHashes;
}

/** The directory among the files that something rests on; nothing where it is no file. */
export const directoryFile = (hash: string | undefined): FileHashes => (hash ? { 'directory.csv': hash } : {});

/** The estate as the CSV files describe it, and who may do what in it. */
export class Estate {
  constructor(
    private readonly files: Pick<RuleFiles, 'rules' | 'inventory' | 'grants'>,
    private readonly hostSuffix: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Both files as they are now. Take it once where several answers must fit together: the next may be of newer files. */
  get current(): EstateNow {
    const { rules, inventory } = { rules: this.files.rules.current, inventory: this.files.inventory.current };
    const hashes = { 'GCR.csv': rules.hash, 'IFARCRSERVER.csv': inventory.hash };
    return { rules: rules.value, inventory: inventory.value, nowMs: this.now(), hashes };
  }

  /** What the caller's groups give. While the directory is away an old answer serves to read, never to change. */
  async grantsOf(caller: Caller, use: GrantsUse = 'read'): Promise<Grants> {
    return (await this.basisOf(caller, use)).grants;
  }

  /** As `grantsOf`, with what they rest on. */
  async basisOf(caller: Caller, use: GrantsUse): Promise<GrantsBasis> {
    const dated = await this.files.grants.datedOf(caller.login, use);
    return { files: directoryFile(dated.fileHash), ...dated };
  }

  /** The host that serves the place, if the caller may act there at this level; else throws why not. */
  async open(caller: Caller, place: WishedPlace, level: Level): Promise<GrantedPlace> {
    const { grants, files: said } = await this.basisOf(caller, level === 'operate' ? 'change' : 'read');
    const { trigram, domain, environment } = place;
    const { rules, inventory, nowMs, hashes } = this.current;
    const files: FileHashes = { 'GCR.csv': hashes['GCR.csv'], ...said };
    const decision = decide({ grants, rules, trigram, domain, environment, level, nowMs });
    if (!decision.allowed) {
      const { code, reason } = decision;
      throw new Refusal({ code, message: reason }, { allowed: false, reason, files });
    }
    const granted = { rule: decision.rule, files: { 'IFARCRSERVER.csv': hashes['IFARCRSERVER.csv'], ...files } };
    const { hostname, zone, gateway } = this.choose(inventory, place, decisionOf(granted));
    const target = { trigram, domain, environment, host: hostname, zone };
    return { target, ...granted, ...(gateway && { gateway }) };
  }

  /** A wish for a wrong host is refused although the caller may act there: the record says both. */
  private choose(inventory: Inventory, place: WishedPlace, decision: AuditDecision) {
    try {
      return chooseHost(inventory, place, this.hostSuffix);
    } catch (error) {
      throw error instanceof AppError ? new Refusal(error, decision) : error;
    }
  }
}

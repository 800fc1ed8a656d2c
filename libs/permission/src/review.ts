import { AppError } from '#libs/platform';
import type { AppliedRule } from './decision.js';
import type { ReviewableDirectory } from './directory.js';
import type { GcrRule, GcrRules } from './gcr.js';
import { type GroupNames, isOpsAdminGroup, isOpsGroup, type Level, readGrants } from './groups.js';
import { listPermissions, type Permission } from './permissions.js';

const AT_ONCE = 8;

/** One thing that an account may do, for people who confirm or withdraw rights. */
export interface ReviewedPermission {
  account: string;
  /** `*`, as domain and environment: what is not bound to one. */
  trigram: string;
  domain: string;
  environment: string;
  /** `ops`: sees all jobs and the queue board, cancels any job, reads this list. */
  level: Level | 'ops' | 'ops-admin';
  group: string;
  /** Where the row of GCR.csv stands, or the setting that says so. */
  rule: string;
  kind: AppliedRule['kind'] | 'ops';
  /** The trigram that the group carries; nothing for the ops group. */
  carries: string;
  /** Who answers for the row of GCR.csv. */
  owner?: string | undefined;
  /** The last day on which the row counts. */
  expires?: string | undefined;
}

/** What a review rests on. */
export interface ReviewParts {
  directory: ReviewableDirectory;
  rules: GcrRules;
  names: GroupNames;
  nowMs: number;
}

/**
 * Who may do what, by which group and which rule: of all accounts in the ops group or in groups that carry a trigram, in
 * the order of names.
 *
 * Each account is looked up and decided as a request of it would be, so the list cannot say anything else. Accounts that
 * the directory refuses (disabled ones) may do nothing and are left out. Rejects with `DIRECTORY_UNAVAILABLE` rather than
 * give a part.
 */
export async function reviewPermissions(parts: ReviewParts): Promise<ReviewedPermission[]> {
  const { directory, names } = parts;
  const givesRights = (group: string) => isOpsGroup(group, names) || readGrants([group], names).trigrams.length > 0;
  const accounts = [...(await directory.accountsOf(givesRights))].sort();
  const reviewed: ReviewedPermission[] = [];
  for (let start = 0; start < accounts.length; start += AT_ONCE) {
    const some = accounts.slice(start, start + AT_ONCE);
    const groups = await Promise.all(some.map((account) => groupsOrNone(directory, account)));
    reviewed.push(...some.flatMap((account, index) => rightsOf(account, groups[index] ?? [], parts)));
  }
  return reviewed;
}

/** The strongest first. */
function rightsOf(account: string, groups: readonly string[], { names, rules, nowMs }: ReviewParts) {
  const permissions = listPermissions(readGrants(groups, names), rules, nowMs);
  return [
    ...opsRights(account, groups, names),
    ...permissions.map((permission) => placeRight(account, permission, rules)),
  ];
}

function opsRights(account: string, groups: readonly string[], names: GroupNames): ReviewedPermission[] {
  const everywhere = { account, trigram: '*', domain: '*', environment: '*', kind: 'ops', carries: '' } as const;
  const adminGroup = groups.find((group) => isOpsAdminGroup(group, names));
  if (adminGroup !== undefined) {
    return [{ ...everywhere, level: 'ops-admin', group: adminGroup, rule: 'OPS_ADMIN_GROUP' }];
  }
  const group = groups.find((one) => isOpsGroup(one, names));
  return group === undefined ? [] : [{ ...everywhere, level: 'ops', group, rule: 'OPS_GROUP' }];
}

function placeRight(account: string, permission: Permission, rules: GcrRules): ReviewedPermission {
  const { trigram, domain, environment, level, rule } = permission;
  const { responsible, expires } = rowOf(rules, rule.source);
  const by = { group: rule.group, rule: rule.source, kind: rule.kind, carries: rule.trigram };
  return { account, trigram, domain, environment, level, ...by, owner: responsible, expires };
}

const rowOf = ({ rules }: GcrRules, place: string): Partial<GcrRule> =>
  rules.find(({ source }) => source === place) ?? {};

const groupsOrNone = (directory: ReviewableDirectory, account: string): Promise<readonly string[]> =>
  directory.groupsOf(account).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'PERMISSION_DENIED') return [];
    throw error;
  });

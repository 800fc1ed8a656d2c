import { AppError } from '#libs/platform';
import type { ReviewableDirectory } from './directory.js';
import type { GcrRule, GcrRules } from './gcr.js';
import { type GroupNames, readGrants } from './groups.js';
import { listPermissions, type Permission } from './permissions.js';

const AT_ONCE = 8;

/** One thing that an account may do, for people who confirm or withdraw rights. */
export interface ReviewedPermission extends Permission {
  account: string;
  /** Who answers for the row of GCR.csv. */
  responsible?: string | undefined;
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
 * Who may do what, by which group and which rule: of all accounts in groups that carry a trigram, in the order of names.
 *
 * Each account is looked up and decided as a request of it would be, so the list cannot say anything else. Accounts that
 * the directory refuses (disabled ones) may do nothing and are left out. Rejects with `DIRECTORY_UNAVAILABLE` rather than
 * give a part.
 */
export async function reviewPermissions({
  directory,
  rules,
  names,
  nowMs,
}: ReviewParts): Promise<ReviewedPermission[]> {
  const carriesTrigram = (group: string) => readGrants([group], names).trigrams.length > 0;
  const accounts = [...(await directory.accountsOf(carriesTrigram))].sort();
  const reviewed: ReviewedPermission[] = [];
  for (let start = 0; start < accounts.length; start += AT_ONCE) {
    const some = accounts.slice(start, start + AT_ONCE);
    const groups = await Promise.all(some.map((account) => groupsOrNone(directory, account)));
    for (const [index, account] of some.entries()) {
      const permissions = listPermissions(readGrants(groups[index] ?? [], names), rules, nowMs);
      reviewed.push(...permissions.map((permission) => ({ account, ...permission, ...rowOf(rules, permission) })));
    }
  }
  return reviewed;
}

const rowOf = ({ rules }: GcrRules, { rule }: Permission): Pick<GcrRule, 'responsible' | 'expires'> => {
  const row = rules.find(({ source }) => source === rule.source);
  return { responsible: row?.responsible, expires: row?.expires };
};

const groupsOrNone = (directory: ReviewableDirectory, account: string): Promise<readonly string[]> =>
  directory.groupsOf(account).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'PERMISSION_DENIED') return [];
    throw error;
  });

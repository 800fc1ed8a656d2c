import type { Entry } from 'ldapts';
import type { Account } from './account-search.js';
import { textsOf } from './entry.js';
import { findGroups } from './group-search.js';
import type { LdapLayout } from './options.js';
import type { Searcher } from './ranged-values.js';

const DEEPEST = 20;

/**
 * The names of all groups of an account, found level by level: who holds the account, who holds those, and so on.
 *
 * Works on any server, with groups of any size (members are never read) and with groups that hold each other. The
 * primary group counts where the entry names one. Groups nested deeper than 20 levels do not count.
 */
export async function walkGroups(searcher: Searcher, layout: LdapLayout, account: Account): Promise<string[]> {
  const known = new Map<string, Entry>();
  const learn = (groups: readonly Entry[]): string[] => {
    const fresh = groups.filter(({ dn }) => !known.has(dn));
    for (const group of fresh) known.set(group.dn, group);
    return fresh.map(({ dn }) => dn);
  };
  const primary = account.primaryGroupSid ? [account.primaryGroupSid] : [];
  let level = [account.dn, ...learn(await findGroups(searcher, layout, 'objectSid', primary))];
  for (let depth = 1; depth <= DEEPEST && level.length > 0; depth++) {
    level = learn(await findGroups(searcher, layout, layout.memberAttribute, level));
  }
  return [...known.values()].flatMap((group) => textsOf(group, layout.groupAttribute));
}

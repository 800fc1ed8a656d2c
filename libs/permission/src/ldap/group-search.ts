import { type Entry, EqualityFilter, OrFilter } from 'ldapts';
import type { Value } from './entry.js';
import type { LdapLayout } from './options.js';
import type { Searcher } from './ranged-values.js';

const AT_ONCE = 50;
const PAGE = 500;

/** The groups of which an attribute has one of the values. Asks in portions that servers accept, pages included. */
export async function findGroups(
  searcher: Searcher,
  { groupBaseDn, groupAttribute }: LdapLayout,
  attribute: string,
  values: readonly Value[],
): Promise<Entry[]> {
  const groups: Entry[] = [];
  for (let start = 0; start < values.length; start += AT_ONCE) {
    const filters = values.slice(start, start + AT_ONCE).map((value) => new EqualityFilter({ attribute, value }));
    const found = await searcher.search(groupBaseDn, {
      scope: 'sub',
      filter: new OrFilter({ filters }),
      attributes: [groupAttribute],
      paged: { pageSize: PAGE },
    });
    groups.push(...found);
  }
  return groups;
}

import { bytesOf, textsOf } from './entry.js';
import { findGroups } from './group-search.js';
import type { LdapLayout } from './options.js';
import { allValues, type Searcher } from './ranged-values.js';

/**
 * The names of all security groups of an account of Active Directory: nested ones, and the primary group.
 *
 * `tokenGroups` is what the domain controller would put into a logon; it exists in a base search only. Groups whose
 * names stand outside `groupBaseDn` (BUILTIN, other domains) are left out.
 */
export async function tokenGroupNames(searcher: Searcher, layout: LdapLayout, dn: string): Promise<string[]> {
  const attributes = ['tokenGroups'];
  const [entry] = await searcher.search(dn, { scope: 'base', attributes, explicitBufferAttributes: attributes });
  const sids = entry ? (await allValues(searcher, entry, 'tokenGroups')).map(bytesOf) : [];
  // Everybody has a primary group at least, so nothing means that the bind account may not read it.
  if (sids.length === 0) throw new Error('tokenGroups has no values: may the bind account read it?');
  const groups = await findGroups(searcher, layout, 'objectSid', sids);
  return groups.flatMap((group) => textsOf(group, layout.groupAttribute));
}

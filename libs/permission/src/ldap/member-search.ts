import { AndFilter, type Entry, EqualityFilter, OrFilter, PresenceFilter } from 'ldapts';
import { findByAnyValue } from './any-value-search.js';
import { bytesOf, textsOf, valuesOf } from './entry.js';
import type { LdapLayout } from './options.js';
import { allValues, type Searcher } from './ranged-values.js';
import { relativeIdOf } from './sid.js';

const PAGE = 500;

/** Where an entry says its own name, so that it can be looked for. */
const DN_ATTRIBUTE = { ad: 'distinguishedName', other: 'entryDN' } as const;

/** Of which groups, and on which kind of server. */
export interface MembersQuestion {
  kind: keyof typeof DN_ATTRIBUTE;
  isOfInterest: (group: string) => boolean;
}

/**
 * The names of all accounts in the groups of interest, directly or through other groups, those included whose primary
 * group one of them is. Reads members downwards, each group once, so groups that hold each other do no harm.
 */
export async function findMembers(
  searcher: Searcher,
  layout: LdapLayout,
  { kind, isOfInterest }: MembersQuestion,
): Promise<string[]> {
  const groups = await readGroups(searcher, layout);
  const isWanted = (group: Entry) => textsOf(group, layout.groupAttribute).some(isOfInterest);
  const reached = new Map([...groups].filter(([, group]) => isWanted(group)));
  const names = new Set<string>();
  const others = new Set<string>();
  for (const group of reached.values()) {
    for (const dn of await membersOf(searcher, layout, group)) {
      const nested = groups.get(dn.toLowerCase());
      // A map that grows while it is walked is walked to its new end.
      if (nested) reached.set(dn.toLowerCase(), nested);
      else others.add(dn);
    }
    for (const name of await primaryMembers(searcher, layout, group)) names.add(name);
  }
  const found = await accountNames(searcher, layout, { attribute: DN_ATTRIBUTE[kind], values: [...others] });
  return [...new Set([...names, ...found])];
}

/** All groups by distinguished name, in small letters. */
async function readGroups(searcher: Searcher, layout: LdapLayout): Promise<Map<string, Entry>> {
  const { groupBaseDn, groupAttribute, memberAttribute } = layout;
  const entries = await searcher.search(groupBaseDn, {
    scope: 'sub',
    filter: new OrFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: 'group' }),
        new PresenceFilter({ attribute: memberAttribute }),
      ],
    }),
    attributes: [groupAttribute, 'objectSid'],
    explicitBufferAttributes: ['objectSid'],
    paged: { pageSize: PAGE },
  });
  return new Map(entries.map((entry) => [entry.dn.toLowerCase(), entry]));
}

async function membersOf(searcher: Searcher, { memberAttribute }: LdapLayout, { dn }: Entry): Promise<string[]> {
  const [group] = await searcher.search(dn, { scope: 'base', attributes: [memberAttribute] });
  const values = group ? await allValues(searcher, group, memberAttribute) : [];
  return values.filter((value) => typeof value === 'string');
}

/** Those that name a group as their primary one stand in no list of members. */
async function primaryMembers(searcher: Searcher, layout: LdapLayout, group: Entry): Promise<string[]> {
  const [sid] = valuesOf(group, 'objectSid');
  const relativeId = sid && relativeIdOf(bytesOf(sid));
  if (relativeId === undefined) return [];
  const { baseDn, accountAttribute, accountClass } = layout;
  const entries = await searcher.search(baseDn, {
    scope: 'sub',
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: accountClass }),
        new EqualityFilter({ attribute: 'primaryGroupID', value: String(relativeId) }),
      ],
    }),
    attributes: [accountAttribute],
    paged: { pageSize: PAGE },
  });
  return entries.flatMap((entry) => textsOf(entry, accountAttribute));
}

/** The names of those members that are accounts: contacts and computers of other classes are none. */
async function accountNames(
  searcher: Searcher,
  { baseDn, accountAttribute, accountClass }: LdapLayout,
  { attribute, values }: { attribute: string; values: readonly string[] },
): Promise<string[]> {
  const question = { baseDn, attribute, values, objectClass: accountClass, attributes: [accountAttribute] };
  const entries = await findByAnyValue(searcher, question);
  return entries.flatMap((entry) => textsOf(entry, accountAttribute));
}

import type { Entry } from 'ldapts';
import { findByAnyValue } from './any-value-search.js';
import type { Value } from './entry.js';
import type { LdapLayout } from './options.js';
import type { Searcher } from './ranged-values.js';

/** The groups of which an attribute has one of the values. */
export const findGroups = (
  searcher: Searcher,
  { groupBaseDn, groupAttribute }: LdapLayout,
  attribute: string,
  values: readonly Value[],
): Promise<Entry[]> =>
  findByAnyValue(searcher, { baseDn: groupBaseDn, attribute, values, attributes: [groupAttribute] });

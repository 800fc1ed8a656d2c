import { AndFilter, type Entry, EqualityFilter, type Filter, OrFilter } from 'ldapts';
import type { Value } from './entry.js';
import type { Searcher } from './ranged-values.js';

const AT_ONCE = 50;
const PAGE = 500;

/** What is looked for: entries at and below `baseDn` of which an attribute has one of the values. */
export interface AnyValueQuestion {
  baseDn: string;
  attribute: string;
  values: readonly Value[];
  /** Only entries of this class; the server knows which classes belong to others. */
  objectClass?: string;
  /** What to read of them. */
  attributes: string[];
}

/** The entries that match. Asks in portions that servers accept, pages included. */
export async function findByAnyValue(searcher: Searcher, question: AnyValueQuestion): Promise<Entry[]> {
  const { baseDn, attribute, values, objectClass, attributes } = question;
  const entries: Entry[] = [];
  for (let start = 0; start < values.length; start += AT_ONCE) {
    const filters = values.slice(start, start + AT_ONCE).map((value) => new EqualityFilter({ attribute, value }));
    const filter = narrowed(new OrFilter({ filters }), objectClass);
    entries.push(...(await searcher.search(baseDn, { scope: 'sub', filter, attributes, paged: { pageSize: PAGE } })));
  }
  return entries;
}

function narrowed(filter: Filter, objectClass: string | undefined): Filter {
  if (objectClass === undefined) return filter;
  return new AndFilter({ filters: [new EqualityFilter({ attribute: 'objectClass', value: objectClass }), filter] });
}

import type { Entry, SearchOptions } from 'ldapts';
import { type Value, valuesOf } from './entry.js';

/** Asks the directory; rejects when it does not answer whole. */
export interface Searcher {
  search(baseDn: string, options: SearchOptions): Promise<readonly Entry[]>;
}

const MOST_VALUES = 100_000;

interface Range {
  values: readonly Value[];
  /** Where the next range begins; undefined when this was the last one. */
  next?: number | undefined;
}

/**
 * All values of an attribute of an entry that was just read. Active Directory hands out at most 1,500 (or 5,000) at
 * once, under a name like `member;range=0-1499` ([MS-ADTS] 3.1.1.3.1.3.3); the rest is asked for here.
 *
 * Rejects rather than give a part of the values.
 */
export async function allValues(searcher: Searcher, entry: Entry, attribute: string): Promise<readonly Value[]> {
  let range = rangeOf(entry, attribute) ?? { values: valuesOf(entry, attribute) };
  const values = [...range.values];
  while (range.next !== undefined) {
    const { next } = range;
    const [more] = await searcher.search(entry.dn, { scope: 'base', attributes: [`${attribute};range=${next}-*`] });
    const following = more && rangeOf(more, attribute);
    if (!following || (following.next ?? Infinity) <= next) throw new Error('the directory broke off a ranged answer');
    range = following;
    values.push(...range.values);
    if (values.length > MOST_VALUES) throw new Error('a ranged answer does not end');
  }
  return values;
}

function rangeOf(entry: Entry, attribute: string): Range | undefined {
  for (const name of Object.keys(entry)) {
    const [, head, last] = /^([^;]+);range=\d+-(\d+|\*)$/i.exec(name) ?? [];
    const values = valuesOf(entry, name);
    // An attribute that was asked for and not given stands in the entry too, empty: a range without values is none.
    if (head?.toLowerCase() !== attribute.toLowerCase() || values.length === 0) continue;
    return { values, next: last === '*' ? undefined : Number(last) + 1 };
  }
  return undefined;
}

import { describe, expect, it } from '@jest/globals';
import { EqualityFilter, OrFilter } from 'ldapts';
import { walkGroups } from './group-walk.js';
import type { LdapLayout } from './options.js';
import type { Searcher } from './ranged-values.js';

const LAYOUT: LdapLayout = {
  baseDn: 'dc=x',
  groupBaseDn: 'dc=x',
  accountAttribute: 'uid',
  accountClass: 'person',
  groupAttribute: 'cn',
  memberAttribute: 'member',
};

/** A directory in which each group is a name and its members. */
function aDirectory(groups: Readonly<Record<string, readonly string[]>>): Searcher & { questions: number } {
  const directory = {
    questions: 0,
    search: async (_: string, { filter }: { filter?: unknown }) => {
      directory.questions += 1;
      const parts = filter instanceof OrFilter ? filter.filters : [];
      const sought = parts.map((part) => (part instanceof EqualityFilter ? String(part.value) : ''));
      const found = Object.entries(groups).filter(([, members]) => members.some((member) => sought.includes(member)));
      return found.map(([cn]) => ({ dn: cn, cn }));
    },
  };
  return directory;
}

const walk = (searcher: Searcher, primary?: string) =>
  walkGroups(searcher, LAYOUT, {
    dn: 'ann',
    isDisabled: false,
    primaryGroupSid: primary === undefined ? undefined : Buffer.from(primary),
  });

describe('walkGroups', () => {
  it.each([
    ['nobody', {}, []],
    ['a tree', { a: ['ann'], b: ['a'], c: ['a', 'x'], d: ['x'] }, ['a', 'b', 'c']],
    ['a group by two ways', { a: ['ann'], b: ['ann', 'a'], c: ['a', 'b'] }, ['a', 'b', 'c']],
    ['a cycle', { a: ['ann', 'c'], b: ['a'], c: ['b'] }, ['a', 'b', 'c']],
    ['a group in itself', { a: ['ann', 'a'] }, ['a']],
  ])('finds each group once: %s', async (_, groups, names) => {
    expect((await walk(aDirectory(groups))).sort()).toEqual(names);
  });

  it('counts the primary group, and those that hold it', async () => {
    expect(await walk(aDirectory({ p: ['sid'], q: ['p'] }), 'sid')).toEqual(['p', 'q']);
  });

  it('stops after 20 levels', async () => {
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`g${n}`, [n === 0 ? 'ann' : `g${n - 1}`]]));
    const directory = aDirectory(chain);
    expect(await walk(directory)).toHaveLength(20);
    expect(directory.questions).toBe(20);
  });

  it('asks for a level in portions of 50', async () => {
    const wide = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`g${n}`, ['ann']]));
    const directory = aDirectory({ ...wide, last: ['g119'] });
    expect(await walk(directory)).toHaveLength(121);
    expect(directory.questions).toBe(1 + 3 + 1);
  });

  it('passes a failure on, whatever it had found before', async () => {
    const directory = aDirectory({ a: ['ann'] });
    const search: Searcher['search'] = (base, options) =>
      directory.questions > 0 ? Promise.reject(new Error('gone')) : directory.search(base, options);
    await expect(walk({ search })).rejects.toThrow('gone');
  });
});

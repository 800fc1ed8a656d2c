import { describe, expect, it } from '@jest/globals';
import type { Entry } from 'ldapts';
import { allValues, type Searcher } from './ranged-values.js';

/** Answers each question with the next entry, and keeps what was asked for. */
function aSearcher(answers: readonly Omit<Entry, 'dn'>[]): Searcher & { asked: unknown[] } {
  const asked: unknown[] = [];
  const search: Searcher['search'] = async (_, { attributes }) => {
    asked.push(...(attributes ?? []));
    return answers.slice(asked.length - 1, asked.length).map((answer) => ({ dn: 'cn=g', ...answer }) as Entry);
  };
  return { asked, search };
}

describe('allValues', () => {
  it.each([
    ['none', { member: [] }, []],
    ['one', { member: 'a' }, ['a']],
    ['some, spelt otherwise', { Member: ['a', 'b'] }, ['a', 'b']],
    ['those of another attribute', { 'memberOf;range=0-*': ['x'], member: [] }, []],
    ['a whole range', { member: [], 'member;range=0-*': ['a', 'b'] }, ['a', 'b']],
  ])('takes what is there: %s', async (_, entry, values) => {
    const searcher = aSearcher([]);
    expect(await allValues(searcher, { dn: 'cn=g', ...entry } as Entry, 'member')).toEqual(values);
    expect(searcher.asked).toEqual([]);
  });

  it('asks for range after range', async () => {
    const searcher = aSearcher([{ 'member;range=2-3': ['c', 'd'] }, { 'Member;Range=4-*': 'e' }]);
    const first = { dn: 'cn=g', member: [], 'member;range=0-1': ['a', 'b'] };
    expect(await allValues(searcher, first, 'member')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(searcher.asked).toEqual(['member;range=2-*', 'member;range=4-*']);
  });

  it.each([
    ['nothing', []],
    ['no range', [{ member: ['c'] }]],
    ['the same range again', [{ 'member;range=0-1': ['a', 'b'] }]],
  ])('gives no part of the values when it is then told %s', async (_, answers) => {
    const first = { dn: 'cn=g', 'member;range=0-1': ['a', 'b'] };
    await expect(allValues(aSearcher(answers), first, 'member')).rejects.toThrow('broke off');
  });

  it('does not read on for ever', async () => {
    let next = 0;
    const endless: Searcher = {
      search: async () => {
        next += 50_000;
        return [{ dn: 'cn=g', [`member;range=${next}-${next + 49_999}`]: Array(50_000).fill('x') } as Entry];
      },
    };
    const first = { dn: 'cn=g', 'member;range=0-49999': Array(50_000).fill('x') };
    await expect(allValues(endless, first, 'member')).rejects.toThrow('does not end');
  });
});

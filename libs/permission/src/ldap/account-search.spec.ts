import { describe, expect, it } from '@jest/globals';
import type { Entry } from 'ldapts';
import { findAccount } from './account-search.js';
import type { LdapLayout } from './options.js';

const LAYOUT: LdapLayout = {
  baseDn: 'dc=x',
  groupBaseDn: 'dc=x',
  accountAttribute: 'uid',
  accountClass: 'person',
  groupAttribute: 'cn',
  memberAttribute: 'member',
};

const find = (name: string, ...entries: Entry[]) => findAccount({ search: async () => entries }, LAYOUT, name);
const anEntry = (uid: string | string[], more: Record<string, string | Buffer> = {}): Entry => ({
  dn: `uid=${[uid].flat()[0]}`,
  uid,
  ...more,
});

describe('findAccount', () => {
  it.each([
    ['its entry', 'jose', [anEntry('jose')], 'uid=jose'],
    ['its entry in capitals', 'JOSE', [anEntry('jose')], 'uid=jose'],
    ['one of several names of an entry', 'jo', [anEntry(['jose', 'jo'])], 'uid=jose'],
    ['its own among those that only differ by accents', 'jose', [anEntry('josé'), anEntry('jose')], 'uid=jose'],
    ['nothing in an empty directory', 'jose', [], undefined],
    ['nothing when only the accents differ', 'jose', [anEntry('josé')], undefined],
    ['nothing when there are two', 'jose', [anEntry('jose'), anEntry('JOSE')], undefined],
    ['nothing when the entry does not show the name', 'jose', [anEntry([])], undefined],
    ['nothing for a Kelvin sign', '\u212aate', [anEntry('kate')], undefined],
    ['nothing among too many', 'jose', [anEntry('jose'), ...Array<Entry>(19).fill(anEntry('josé'))], undefined],
  ])('finds %s', async (_, name, entries, dn) => expect((await find(name, ...entries))?.dn).toBe(dn));

  it.each([
    ['512', false],
    ['514', true],
    ['66050', true],
    ['-2147483646', true],
    ['-2147483648', false],
    ['enabled', true],
    ['', true],
  ])('reads whether userAccountControl %j disables', async (userAccountControl, isDisabled) => {
    expect((await find('jose', anEntry('jose', { userAccountControl })))?.isDisabled).toBe(isDisabled);
  });

  it('does not guess what the entry does not say', async () => {
    expect(await find('jose', anEntry('jose'))).toEqual({
      dn: 'uid=jose',
      isDisabled: undefined,
      primaryGroupSid: undefined,
    });
  });

  it('asks with the name as it is, for accounts only', async () => {
    const asked: string[] = [];
    const searcher = {
      search: async (_: string, { filter }: { filter?: unknown }) => {
        asked.push(String(filter));
        return [];
      },
    };
    await findAccount(searcher, LAYOUT, 'a*)(uid=b\\');
    expect(asked).toEqual(['(&(objectClass=person)(uid=a\\2a\\29\\28uid=b\\5c))']);
  });
});

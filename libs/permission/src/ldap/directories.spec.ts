import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Client, ExtensibleFilter } from 'ldapts';
import { foldAccount } from '../account.js';
import { textsOf } from './entry.js';
import { findGroups } from './group-search.js';
import { LdapConnection } from './ldap-connection.js';
import { LdapDirectory } from './ldap-directory.js';
import type { LdapOptions } from './options.js';
import { allValues, type Searcher } from './ranged-values.js';
import { startSamba } from './testing/samba.js';
import { CROWD, DISABLED_PASSWORD, ODD_GROUPS, ODD_PEOPLE, seededDn } from './testing/seed.js';
import { startSlapd } from './testing/slapd.js';
import { anLdapOptions, type TestDirectory } from './testing/test-directory.js';

const HOSTILE_SEED = 20_261_123;
const PATIENCE_MS = 300_000;

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ann: ['ETL_MAE'],
  'ops.user': ['ETL_MAE'],
  bob: ['ETL_RCR_READ', 'PC-Division', 'PC-Team'],
  carl: ['Cycle-A', 'Cycle-B', 'ETL_E2S'],
  max: ['ETL_BIG'],
  nina: [],
  ...Object.fromEntries(ODD_PEOPLE.map((name, place) => [name, ODD_GROUPS.slice(place)])),
};

/** Names that some server takes for ann's, but which are not. */
const NOT_QUITE_ANN = ['ann ', ' ann', 'ａｎｎ', 'a\u00adnn', 'ann\u200b', 'ànn', 'ann\0', 'Ann\ufeff'];

describe.each([
  ['slapd', startSlapd, { runs: 200, primary: [] }],
  ['samba', startSamba, { runs: 200, primary: ['Domain Users', 'Users'] }],
] as const)('LdapDirectory on %s', (kind, start, { runs, primary }) => {
  let server: TestDirectory;
  let directory: LdapDirectory;
  let connection: LdapConnection;
  const logged: unknown[] = [];
  const logger = { info: (...line: unknown[]) => logged.push(line), warn: (...line: unknown[]) => logged.push(line) };
  const open = (overrides: Partial<LdapOptions> = {}) => new LdapDirectory(anLdapOptions(server, overrides), logger);
  const groupsOf = async (account: string, from = directory) => [...(await from.groupsOf(account))].sort();
  const expected = (account: string) => [...(GROUPS[foldAccount(account)] ?? []), ...primary].sort();

  beforeAll(async () => {
    server = await start();
    directory = open();
    const { access, times } = anLdapOptions(server);
    // Not closed for being idle while other tests run.
    connection = await LdapConnection.open(server.ldaps, access, { ...times, idleMs: PATIENCE_MS });
  }, PATIENCE_MS);

  afterAll(async () => {
    connection?.close();
    await directory?.close();
    await server?.process.remove();
  });

  it.each([...Object.keys(GROUPS), 'ANN', 'OPS.user'])(
    'finds the groups of %s, nested and primary ones',
    async (who) => {
      expect(await groupsOf(who)).toEqual(expected(who));
    },
  );

  it.each(['', 'nobody', '*', 'ETL_MAE', 'sam ETL_MAE', 'ann)(objectClass=*', '*)(objectClass=*'])(
    'knows nobody called %j',
    async (who) => expect(await groupsOf(who)).toEqual([]),
  );

  it('takes a name that is only like another for unknown, though servers do not', async () => {
    const { layout } = anLdapOptions(server);
    let taken = 0;
    for (const name of NOT_QUITE_ANN) {
      taken += (await findGroups(connection, layout, 'sAMAccountName', [name])).length;
      expect(await groupsOf(name)).toEqual([]);
    }
    expect(taken).toBeGreaterThan(0);
  });

  it('refuses a disabled account, whom only Active Directory would refuse itself', async () => {
    await expect(groupsOf('dora')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const client = new Client({ url: server.ldaps, tlsOptions: { ca: server.ca } });
    const signIn = client.bind(seededDn(server, 'dora'), DISABLED_PASSWORD).finally(() => client.unbind());
    if (kind === 'samba') await expect(signIn).rejects.toThrow('data 533');
    else await expect(signIn).resolves.toBeUndefined();
  });

  it('finds nested groups in one question where Active Directory answers it: others say nothing, without an error', async () => {
    const value = seededDn(server, 'bob');
    const filter = new ExtensibleFilter({ matchType: 'member', rule: '1.2.840.113556.1.4.1941', value });
    const found = await connection.search(server.baseDn, { scope: 'sub', filter, attributes: ['cn'] });
    expect(found.flatMap((entry) => textsOf(entry, 'cn')).sort()).toEqual(
      kind === 'samba' ? expected('bob').slice(1, 4) : [],
    );
  });

  it('walks to the same groups', async () => {
    const walking = open({ mode: 'walk' });
    for (const who of ['ann', 'bob', 'carl', 'max', 'nina'])
      expect(await groupsOf(who, walking)).toEqual(expected(who));
    await walking.close();
  });

  it('reads tokenGroups where there are any; that there are none is no answer', async () => {
    const asking = open({ mode: 'ad' });
    const told = await groupsOf('bob', asking).catch(({ code }) => code);
    expect(told).toEqual(kind === 'samba' ? expected('bob') : 'DIRECTORY_UNAVAILABLE');
    await asking.close();
  });

  it('takes the name of a group from the attribute that the settings say', async () => {
    const { layout } = anLdapOptions(server);
    const other = open({ layout: { ...layout, groupAttribute: 'sAMAccountName' } });
    expect(await groupsOf('ann', other)).toEqual(['sam ETL_MAE', ...primary].sort());
    await other.close();
  });

  it('looks for groups only below the place that the settings say', async () => {
    const { layout } = anLdapOptions(server);
    const other = open({ layout: { ...layout, groupBaseDn: `ou=seed,${server.baseDn}` } });
    expect(await groupsOf('bob', other)).toEqual(GROUPS['bob']);
    await other.close();
  });

  it.each([
    ['a group itself', 'ETL_MAE', ['Ops.User', 'ann', 'dora']],
    ['groups in groups', 'ETL_RCR_READ', ['bob']],
    ['groups that hold each other', 'Cycle-A', ['carl']],
    ['more members than one answer holds', 'ETL_BIG', ['max']],
    ['nobody', 'No such group', []],
  ])('finds the accounts of %s', async (_, group, people) => {
    const told = await directory.accountsOf((name) => name === group);
    expect([...told].sort()).toEqual(people);
  });

  it('finds the accounts whose primary group it is, which stand in no list of members', async () => {
    const told = await directory.accountsOf((name) => name === 'Domain Users');
    const isIn = (name: string) => told.includes(name);
    expect(['ann', 'bob', 'nina'].map(isIn)).toEqual(Array(3).fill(kind === 'samba'));
  });

  it('speaks StartTLS', async () => {
    const { access } = anLdapOptions(server);
    const other = open({ urls: [server.ldap], access: { ...access, startTls: true } });
    expect(await groupsOf('ann', other)).toEqual(expected('ann'));
    await other.close();
  });

  it('reads all members of a crowd, though it is given only 400 at once', async () => {
    const [entry] = await capped(connection).search(seededDn(server, 'ETL_BIG'), {
      scope: 'base',
      attributes: [kind === 'samba' ? 'member;range=0-*' : 'member'],
    });
    const members = entry && (await allValues(capped(connection), entry, 'member'));
    expect(new Set(members).size).toBe(CROWD + 1);
  });

  it(
    'finds for a hostile name its own entry or nothing',
    async () => {
      const { layout } = anLdapOptions(server);
      const names = fc.array(hostileName(), { minLength: 100, maxLength: 100 });
      const property = fc.asyncProperty(names, async (batch) => {
        const answers = await Promise.all(batch.map((name) => groupsOf(name)));
        expect(answers).toEqual(batch.map((name) => (isKnown(name) ? expected(name) : [])));
        const found = await Promise.all(batch.map((name) => findGroups(connection, layout, 'cn', [name])));
        for (const [place, name] of batch.entries()) {
          for (const group of found[place] ?? []) expect(textsOf(group, 'cn').map(loose)).toEqual([loose(name)]);
        }
      });
      await fc.assert(property, { numRuns: runs, seed: HOSTILE_SEED, endOnFailure: true });
    },
    PATIENCE_MS,
  );

  it('was not taken for a failing server by any of this', () => {
    expect(logged.flat()).not.toContain('directory server failed');
  });

  it(
    'says that it does not know when the server is frozen or dead, and comes back with it',
    async () => {
      const { times } = anLdapOptions(server);
      const hasty = open({ times: { ...times, connectMs: 2_000, operationMs: 3_000 } });
      expect(await groupsOf('ann', hasty)).toEqual(expected('ann'));
      await server.process.freeze();
      await expect(groupsOf('ann', hasty)).rejects.toMatchObject({ code: 'DIRECTORY_UNAVAILABLE' });
      server.process.thaw();
      await answersAgain(() => groupsOf('ann', hasty), expected('ann'));
      await server.process.kill();
      await expect(groupsOf('ann', hasty)).rejects.toMatchObject({ code: 'DIRECTORY_UNAVAILABLE' });
      await server.process.start();
      await answersAgain(() => groupsOf('ann', hasty), expected('ann'));
      await hasty.close();
    },
    PATIENCE_MS,
  );
});

const isKnown = (name: string): boolean => Object.hasOwn(GROUPS, foldAccount(name));

/** How loosely servers compare: without case, accents, spaces and invisible characters, and Samba up to a NUL only. */
const loose = (name: string): string =>
  name
    .replace(/\0.*$/s, '')
    .normalize('NFKD')
    .replace(/[\p{M}\p{C}\s]/gu, '')
    .toLowerCase();

const PIECES = [
  ...'*()\\&|!=<>~/,+#;:" \0',
  '\\2a',
  '\\00',
  '2a',
  'ann',
  'bob',
  'ETL_MAE',
  'cn=',
  'objectClass=*',
  ')(',
];

const hostileName = () =>
  fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom(...Object.keys(GROUPS), ...ODD_GROUPS, ...NOT_QUITE_ANN),
  );

/** A server that gives at most 400 values in one answer, as Active Directory gives 1,500. */
const capped = (searcher: Searcher): Searcher => ({
  search: (baseDn, { attributes = [], ...options }) => {
    const ranged = attributes.map((name) =>
      name.replace(/range=(\d+)-\*$/, (_, from) => `range=${from}-${Number(from) + 399}`),
    );
    return searcher.search(baseDn, { ...options, attributes: ranged });
  },
});

/** Asks until the server answers; each question that it does not answer must be refused in the right way. */
async function answersAgain(ask: () => Promise<string[]>, groups: readonly string[]): Promise<void> {
  for (;;) {
    const told = await ask().catch(({ code }) => code);
    if (told !== 'DIRECTORY_UNAVAILABLE') return expect(told).toEqual(groups);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { Attribute, Change, Client } from 'ldapts';
import type { TestDirectory } from './test-directory.js';

/** Names that mean something in a filter, a distinguished name or a pattern; every server takes them. */
export const ODD_PEOPLE = ['ann(x)', 'a&b', '#ann', 'ann!', "ann'", 'an~n', '%61nn', '$ann', '{ann}'];
export const ODD_GROUPS = ['*)(cn=*', 'a, b=c; "d" \\ <e> #f', '(|(cn=*))', 'ünïcödé', 'ETL_MAE*'];

interface Group {
  name: string;
  people?: readonly string[];
  groups?: readonly string[];
}

const PEOPLE = ['ann', 'bob', 'carl', 'nina', 'max', 'Ops.User', ...ODD_PEOPLE];
const DISABLED = 'dora';
export const DISABLED_PASSWORD = 'D0ra-Pass!x';
const GROUPS: readonly Group[] = [
  { name: 'ETL_MAE', people: ['ann', 'dora', 'Ops.User'] },
  { name: 'PC-Team', people: ['bob'] },
  { name: 'PC-Division', groups: ['PC-Team'] },
  { name: 'ETL_RCR_READ', groups: ['PC-Division'] },
  { name: 'Cycle-A', people: ['carl'] },
  { name: 'Cycle-B', groups: ['Cycle-A'] },
  { name: 'ETL_E2S', groups: ['Cycle-B'] },
  // Each odd group holds the odd person of its place, and the odd group before it.
  ...ODD_GROUPS.map((name, place) => ({
    name,
    people: ODD_PEOPLE.slice(place, place + 1),
    groups: ODD_GROUPS.slice(Math.max(0, place - 1), place),
  })),
];
/** More members than a server gives in one answer. */
export const CROWD = 1_510;

const hexByte = (byte: number): string => `\\${byte.toString(16).padStart(2, '0')}`;

/** The distinguished name of a seeded entry (RFC 4514 2.4: whatever is no letter or digit is written as its bytes). */
export function seededDn({ baseDn }: TestDirectory, name: string): string {
  const escaped = name.replace(/[^A-Za-z0-9]/gu, (one) => [...Buffer.from(one)].map(hexByte).join(''));
  return `cn=${escaped},ou=seed,${baseDn}`;
}

/** Writes people and groups with an administrator's rights. */
export async function writeSeed(directory: TestDirectory): Promise<void> {
  const client = await signIn(directory);
  const dnOf = (name: string): string => seededDn(directory, name);
  const addGroup = (name: string, members: readonly string[]): Promise<void> =>
    client.add(dnOf(name), groupAttributes(directory, name, members.map(dnOf)));
  await client.add(`ou=seed,${directory.baseDn}`, { objectClass: 'organizationalUnit' });
  for (const name of PEOPLE) await client.add(dnOf(name), personAttributes(directory, name, 'enabled'));
  await client.add(dnOf(DISABLED), personAttributes(directory, DISABLED, 'disabled'));
  await client.modify(dnOf(DISABLED), passwordOf(directory, DISABLED_PASSWORD));
  for (const { name, people = [], groups = [] } of GROUPS) await addGroup(name, [...people, ...groups]);
  await addMember(client, dnOf('Cycle-A'), dnOf('Cycle-B'));
  const crowd = Array.from({ length: CROWD }, (_, index) => `crowd${index}`);
  // Active Directory takes only members that exist.
  if (directory.kind === 'samba')
    await Promise.all(crowd.map((name) => client.add(dnOf(name), { objectClass: 'contact' })));
  await addGroup('ETL_BIG', ['max', ...crowd]);
  await client.unbind();
}

/** Signs an administrator in. */
export async function signIn({ ldaps, ca, address, admin }: TestDirectory): Promise<Client> {
  const client = new Client({ url: ldaps, tlsOptions: { ca, host: address } });
  await client.bind(admin.dn, admin.password);
  return client;
}

/** Puts somebody into a group. */
export const addMember = (client: Client, groupDn: string, memberDn: string): Promise<void> =>
  client.modify(
    groupDn,
    new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [memberDn] }) }),
  );

/** Gives somebody a password; Active Directory wants it quoted, in UTF-16. */
export const passwordOf = ({ kind }: TestDirectory, password: string): Change => {
  const quoted = Buffer.from(`"${password}"`, 'utf16le');
  const ad = new Attribute({ type: 'unicodePwd', values: [quoted] });
  const other = new Attribute({ type: 'userPassword', values: [password] });
  return new Change({ operation: 'replace', modification: kind === 'samba' ? ad : other });
};

const NORMAL = 0x200;
const DISABLED_FLAG = 0x2;
const NEEDS_NO_PASSWORD = 0x20;

function personAttributes(
  { kind }: TestDirectory,
  name: string,
  state: 'enabled' | 'disabled',
): Record<string, string> {
  const control = NORMAL | NEEDS_NO_PASSWORD | (state === 'disabled' ? DISABLED_FLAG : 0);
  const same = { sAMAccountName: name, userAccountControl: String(control) };
  return kind === 'samba' ? { objectClass: 'user', ...same } : { objectClass: 'adUser', sn: name, ...same };
}

function groupAttributes({ kind }: TestDirectory, name: string, members: string[]): Record<string, string | string[]> {
  const isPlain = /^[\w-]+$/.test(name);
  return {
    objectClass: 'group',
    ...((isPlain || kind === 'slapd') && { sAMAccountName: `sam ${name}` }),
    ...(members.length > 0 && { member: members }),
  };
}

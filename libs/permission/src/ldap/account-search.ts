import { AndFilter, type Entry, EqualityFilter } from 'ldapts';
import { foldAccount } from '../account.js';
import { bytesOf, textsOf, valuesOf } from './entry.js';
import type { LdapLayout } from './options.js';
import type { Searcher } from './ranged-values.js';
import { primaryGroupSid } from './sid.js';

/** An account as the directory knows it. */
export interface Account {
  dn: string;
  /** Undefined when the entry does not say, as in directories that are no Active Directory. */
  isDisabled: boolean | undefined;
  primaryGroupSid: Buffer | undefined;
}

/** More than one entry may match where the server compares without accents; a directory that finds so many is broken. */
const MOST_MATCHES = 20;

/**
 * The one account of this name; undefined when there is none, or more than one.
 *
 * Servers compare loosely: spaces, accents and full-width letters may not count. Here they do, so that a name finds its
 * own entry or nothing.
 */
export async function findAccount(searcher: Searcher, layout: LdapLayout, name: string): Promise<Account | undefined> {
  const { baseDn, accountAttribute, accountClass } = layout;
  const matches = await searcher.search(baseDn, {
    scope: 'sub',
    sizeLimit: MOST_MATCHES,
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: accountClass }),
        new EqualityFilter({ attribute: accountAttribute, value: name }),
      ],
    }),
    attributes: [accountAttribute, 'userAccountControl', 'primaryGroupID', 'objectSid'],
    explicitBufferAttributes: ['objectSid'],
  });
  const [only, another] = matches.filter((entry) => textsOf(entry, accountAttribute).some(isSame(name)));
  return only && !another && matches.length < MOST_MATCHES ? readAccount(only) : undefined;
}

const isSame = (name: string) => (other: string) => foldAccount(other) === foldAccount(name);

const ACCOUNT_DISABLED = 0x2;

function readAccount(entry: Entry): Account {
  const [control] = textsOf(entry, 'userAccountControl');
  const [sid] = valuesOf(entry, 'objectSid');
  const [relativeId] = textsOf(entry, 'primaryGroupID');
  return {
    dn: entry.dn,
    isDisabled: control === undefined ? undefined : isDisabled(control),
    primaryGroupSid: sid && relativeId ? primaryGroupSid(bytesOf(sid), relativeId) : undefined,
  };
}

/** A flag word that cannot be read counts as disabled. */
const isDisabled = (control: string): boolean =>
  !/^-?\d{1,10}$/.test(control) || (Number(control) & ACCOUNT_DISABLED) !== 0;

import type { LiveCertificates, Secret } from '#libs/platform';

/** Where in the directory accounts and groups stand, and what their attributes are called. */
export interface LdapLayout {
  /** Accounts are looked for here and below. */
  baseDn: string;
  /** Groups are looked for here and below. */
  groupBaseDn: string;
  /** Holds what a token calls the account, as `sAMAccountName` or `uid`. */
  accountAttribute: string;
  /** The object class of accounts: without it, a caller named like a group would be that group. */
  accountClass: string;
  /** Holds the name of a group, as `cn` or `sAMAccountName`. */
  groupAttribute: string;
  /** Holds the distinguished names of a group's members. */
  memberAttribute: string;
}

/**
 * How nested groups are found: `ad` reads `tokenGroups`, which Active Directory alone has; `walk` asks level by level
 * who holds whom; `auto` looks at what the server says of itself.
 */
export type LdapMode = 'auto' | 'ad' | 'walk';

/** How long things may take (ms). */
export interface LdapTimes {
  /** To connect, TLS included. */
  connectMs: number;
  /** For each question. */
  operationMs: number;
  /** For all questions of one look-up, on all servers together. */
  answerMs: number;
  /** How long a server that failed is left alone. */
  restMs: number;
  /** How long servers are left alone when the password was refused: each try counts towards a lock-out. */
  loginRestMs: number;
  /** After which an unused connection is closed. */
  idleMs: number;
}

/** How to reach a server and who asks. */
export interface LdapAccess {
  /** Speak TLS on an `ldap://` connection before anything else. */
  startTls: boolean;
  /** The certificates that may sign a server's; without them, those that Node.js trusts. */
  certificates: LiveCertificates;
  /** Allows unencrypted LDAP on this machine's own loopback addresses; for tests. */
  plainOnLoopback: boolean;
  bindDn: string;
  bindPassword: Secret;
}

/** All that an `LdapDirectory` needs to know. */
export interface LdapOptions {
  /** `ldaps://host:port` or `ldap://host:port`, in the order in which they are tried. */
  urls: readonly string[];
  access: LdapAccess;
  layout: LdapLayout;
  mode: LdapMode;
  times: LdapTimes;
}

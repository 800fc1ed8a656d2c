import { ResultCodeError } from 'ldapts';
import { TimedOut } from '#libs/platform';

/**
 * What went wrong with a server: it could not be reached or does not answer (`unreachable`), an open connection broke
 * (`lost`), it did not accept the bind account (`login-refused`), or it answered that it will not answer (`refused`).
 */
export type LdapFaultKind = 'unreachable' | 'lost' | 'login-refused' | 'refused';

/** Result codes of RFC 4511 A.1: those that say more of the server's state than of the question. */
const OPERATIONS_ERROR = 1;
const INVALID_CREDENTIALS = 49;
const BUSY = 51;
const UNAVAILABLE = 52;
const SERVER_TROUBLE: readonly number[] = [OPERATIONS_ERROR, BUSY, UNAVAILABLE];

/** Why a question to a server has no answer. `cause` is what ldapts said. */
export class LdapFault extends Error {
  constructor(
    readonly kind: LdapFaultKind,
    cause: unknown,
  ) {
    super(`directory server: ${kind}`, { cause });
    this.name = 'LdapFault';
  }

  /** The fault of a search. */
  static of(error: unknown): LdapFault {
    if (error instanceof TimedOut) return new LdapFault('unreachable', error);
    if (!(error instanceof ResultCodeError)) return new LdapFault('lost', error);
    return new LdapFault(SERVER_TROUBLE.includes(error.code) ? 'unreachable' : 'refused', error);
  }

  /** The fault of a bind. */
  static ofLogin(error: unknown): LdapFault {
    const isRefused = error instanceof ResultCodeError && error.code === INVALID_CREDENTIALS;
    return new LdapFault(isRefused ? 'login-refused' : 'unreachable', error);
  }
}

import { AppError, type AppLogger, inTime } from '#libs/platform';
import type { ReviewableDirectory } from '../directory.js';
import { type Account, findAccount } from './account-search.js';
import { walkGroups } from './group-walk.js';
import type { LdapConnection } from './ldap-connection.js';
import type { LdapWork } from './ldap-server.js';
import { LdapServers } from './ldap-servers.js';
import { findMembers } from './member-search.js';
import type { LdapOptions } from './options.js';
import { tokenGroupNames } from './token-groups.js';

const LONGEST_ACCOUNT = 256;

/** A review reads all members of all groups that matter. */
const REVIEW_MS = 120_000;

/**
 * Active Directory or another LDAP directory. Remembers nothing: `CallerGrants` does.
 *
 * A name that finds no entry of its own, or several, is an unknown account: no groups. A disabled account rejects with
 * `PERMISSION_DENIED`. Everything else that is not a whole answer rejects with `DIRECTORY_UNAVAILABLE`, of which the
 * log says more. Connects when it is first asked; `close()` ends its connections.
 */
export class LdapDirectory implements ReviewableDirectory {
  readonly #servers: LdapServers;

  constructor(
    private readonly options: LdapOptions,
    private readonly logger: Pick<AppLogger, 'info' | 'warn'>,
  ) {
    this.#servers = new LdapServers(options, logger);
  }

  async groupsOf(account: string): Promise<readonly string[]> {
    if (account === '' || account.length > LONGEST_ACCOUNT) return [];
    return this.#answer(this.options.times.answerMs, (connection) => this.#lookUp(connection, account));
  }

  accountsOf(isOfInterest: (group: string) => boolean): Promise<readonly string[]> {
    return this.#answer(REVIEW_MS, async (connection) => {
      const kind = (await this.#isActiveDirectory(connection)) ? 'ad' : 'other';
      return findMembers(connection, this.options.layout, { kind, isOfInterest });
    });
  }

  get failing(): readonly boolean[] {
    return this.#servers.failing;
  }

  close(): Promise<void> {
    return this.#servers.close();
  }

  async #answer<T>(limitMs: number, work: LdapWork<T>): Promise<T> {
    try {
      return await inTime(limitMs, 'the look-up', this.#servers.use(work));
    } catch (error) {
      if (error instanceof AppError) throw error;
      this.logger.warn({ err: error }, 'no answer from the directory');
      throw new AppError('DIRECTORY_UNAVAILABLE', 'The directory does not answer. Try again later.', { cause: error });
    }
  }

  async #lookUp(connection: LdapConnection, name: string): Promise<readonly string[]> {
    const { layout } = this.options;
    const account = await findAccount(connection, layout, name);
    if (!account) return [];
    const isAd = await this.#isActiveDirectory(connection);
    refuseDisabled(account, isAd);
    return isAd ? tokenGroupNames(connection, layout, account.dn) : walkGroups(connection, layout, account);
  }

  async #isActiveDirectory(connection: LdapConnection): Promise<boolean> {
    const { mode } = this.options;
    return mode === 'auto' ? connection.isActiveDirectory() : mode === 'ad';
  }
}

function refuseDisabled({ isDisabled }: Account, isAd: boolean): void {
  if (isDisabled) throw new AppError('PERMISSION_DENIED', 'Your account is disabled in the directory.');
  if (isAd && isDisabled === undefined) throw new Error('userAccountControl is missing: may the bind account read it?');
}

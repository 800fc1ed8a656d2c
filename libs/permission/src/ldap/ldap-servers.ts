import type { AppLogger } from '#libs/platform';
import type { LdapFault } from './ldap-fault.js';
import { isOfServer, LdapServer, type LdapWork } from './ldap-server.js';
import type { LdapOptions } from './options.js';

/** Several servers with the same content: the first one that answers is taken, in the order of the settings. */
export class LdapServers {
  readonly #servers: readonly LdapServer[];

  constructor(
    private readonly options: Pick<LdapOptions, 'urls' | 'access' | 'times'>,
    private readonly logger: Pick<AppLogger, 'info' | 'warn'>,
  ) {
    this.#servers = options.urls.map((url) => new LdapServer(url, options));
  }

  /** Does the work on one server. Rejects with what the work throws, or when no server answered. */
  async use<T>(work: LdapWork<T>): Promise<T> {
    const faults: unknown[] = [];
    for (const server of this.#servers) {
      if (!server.mayTry()) continue;
      const wasFailing = server.isFailing;
      try {
        return await server.use(work);
      } catch (error) {
        if (!isOfServer(error)) throw error;
        faults.push(error);
        this.#note(server, error);
      } finally {
        if (wasFailing && !server.isFailing) this.logger.info({ server: server.url }, 'directory server answers again');
      }
    }
    throw new AggregateError(faults, faults.length > 0 ? 'no directory server answered' : 'all directory servers rest');
  }

  /** Of each server: whether the last try failed. */
  get failing(): readonly boolean[] {
    return this.#servers.map(({ isFailing }) => isFailing);
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  #note(server: LdapServer, error: LdapFault): void {
    this.logger.warn({ server: server.url, fault: error.kind, err: error.cause }, 'directory server failed');
    if (error.kind !== 'login-refused') return;
    // The same password would be refused by all of them, and each refusal counts towards locking the account.
    for (const each of this.#servers) each.rest(this.options.times.loginRestMs);
  }
}

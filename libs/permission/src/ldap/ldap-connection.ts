import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { Client, type Entry, type SearchOptions } from 'ldapts';
import { inTime } from '#libs/platform';
import { textsOf } from './entry.js';
import { LdapFault } from './ldap-fault.js';
import type { LdapAccess, LdapTimes } from './options.js';
import type { Searcher } from './ranged-values.js';
import { encryptionFault, tlsOptions } from './tls-options.js';

/** What Active Directory, and nothing else, says of itself ([MS-ADTS] 3.1.1.3.4.3). */
const IS_ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800';

/**
 * One encrypted connection on which the bind account is signed in. Many questions may be under way at once.
 *
 * It is used up by the first thing that goes wrong and never mended: ldapts would connect again by itself, but without
 * StartTLS and without a bind, and what an anonymous question does not find looks like an account that does not exist.
 */
export class LdapConnection implements Searcher {
  #isUsable = true;
  #idle: NodeJS.Timeout | undefined;
  #underWay = 0;
  #isActiveDirectory: Promise<boolean> | undefined;

  private constructor(
    private readonly client: Client,
    private readonly times: LdapTimes,
  ) {}

  /** Connects and signs in. Rejects with an `LdapFault`. */
  static async open(url: string, access: LdapAccess, times: LdapTimes): Promise<LdapConnection> {
    refuseUnsafe(url, access);
    const isLdaps = url.startsWith('ldaps:');
    const client = new Client({
      url,
      connectTimeout: times.connectMs,
      ...(isLdaps && { tlsOptions: tlsOptions(url, access) }),
    });
    const connection = new LdapConnection(client, times);
    try {
      if (access.startTls) await connection.#startTls(tlsOptions(url, access));
      await connection.#bind(access);
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  get isUsable(): boolean {
    return this.#isUsable && this.client.isConnected;
  }

  /** Referrals to other servers are not followed. Rejects with an `LdapFault`, also when the answer is not whole. */
  async search(baseDn: string, options: SearchOptions): Promise<readonly Entry[]> {
    if (!this.isUsable) throw new LdapFault('lost', new Error('the connection was closed'));
    this.#begin();
    try {
      const question = this.client.search(baseDn, options);
      return (await inTime(this.times.operationMs, 'a search', question)).searchEntries;
    } catch (error) {
      this.close();
      throw LdapFault.of(error);
    } finally {
      this.#end();
    }
  }

  /** Whether the server is an Active Directory. Asked once. */
  isActiveDirectory(): Promise<boolean> {
    this.#isActiveDirectory ??= this.#askWhatItIs();
    return this.#isActiveDirectory;
  }

  /** Ends what is under way. */
  close(): void {
    this.#isUsable = false;
    clearTimeout(this.#idle);
    this.client.unbind().catch(() => {});
  }

  async #askWhatItIs(): Promise<boolean> {
    const [root] = await this.search('', { scope: 'base', attributes: ['supportedCapabilities'] });
    return root !== undefined && textsOf(root, 'supportedCapabilities').includes(IS_ACTIVE_DIRECTORY);
  }

  async #startTls(options: ConnectionOptions): Promise<void> {
    const { connectMs } = this.times;
    await inTime(2 * connectMs, 'StartTLS', this.client.startTLS(options)).catch((error) => {
      options.socket?.destroy();
      throw new LdapFault('unreachable', error);
    });
    // ldapts does not notice the end of a connection that became TLS later.
    (options.socket as Socket | undefined)?.once('close', () => this.close());
  }

  async #bind({ bindDn, bindPassword }: LdapAccess): Promise<void> {
    const { connectMs, operationMs } = this.times;
    const signIn = this.client.bind(bindDn, bindPassword.reveal());
    await inTime(connectMs + operationMs, 'the sign-in', signIn).catch((error) => {
      throw LdapFault.ofLogin(error);
    });
  }

  #begin(): void {
    this.#underWay += 1;
    clearTimeout(this.#idle);
  }

  #end(): void {
    this.#underWay -= 1;
    if (this.#underWay > 0 || !this.#isUsable) return;
    this.#idle = setTimeout(() => this.close(), this.times.idleMs).unref();
  }
}

function refuseUnsafe(url: string, access: LdapAccess): void {
  const { bindDn, bindPassword } = access;
  // RFC 4513 5.1.2: a name without a password is let in, as nobody.
  if (bindDn === '' || bindPassword.reveal() === '') throw new LdapFault('login-refused', new Error('no password'));
  const fault = encryptionFault(url, access);
  if (fault) throw new LdapFault('unreachable', new Error(fault));
}

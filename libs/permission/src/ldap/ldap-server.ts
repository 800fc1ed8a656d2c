import { CircuitBreaker } from './circuit-breaker.js';
import { LdapConnection } from './ldap-connection.js';
import { LdapFault } from './ldap-fault.js';
import type { LdapOptions } from './options.js';

/** Asks on a connection. It only reads, so it may be run again on another one. */
export type LdapWork<T> = (connection: LdapConnection) => Promise<T>;

/** One directory server: a connection that is opened when needed and shared; left alone for a while after it failed. */
export class LdapServer {
  readonly #breaker = new CircuitBreaker();
  #current: Promise<LdapConnection> | undefined;

  constructor(
    readonly url: string,
    private readonly options: Pick<LdapOptions, 'access' | 'times'>,
  ) {}

  /** Whether the last try failed. */
  get isFailing(): boolean {
    return this.#breaker.isOpen;
  }

  /** Whether it may be asked now. If so, `use` must follow. */
  mayTry(): boolean {
    return this.#breaker.mayTry();
  }

  /** Does the work. Rejects with what the work throws, or with an `LdapFault`. */
  async use<T>(work: LdapWork<T>): Promise<T> {
    try {
      const result = await this.#do(work);
      this.#breaker.succeeded();
      return result;
    } catch (error) {
      if (isOfServer(error)) this.#breaker.failed(this.options.times.restMs);
      else this.#breaker.succeeded();
      throw error;
    }
  }

  /** Leaves it alone for so long. */
  rest(ms: number): void {
    this.#breaker.failed(ms);
  }

  async close(): Promise<void> {
    const connection = await this.#current?.catch(() => undefined);
    connection?.close();
  }

  async #do<T>(work: LdapWork<T>): Promise<T> {
    try {
      return await work(await this.#connection());
    } catch (error) {
      // Servers close idle connections and are restarted: that is no failure yet.
      if (error instanceof LdapFault && error.kind === 'lost') return work(await this.#connection());
      throw error;
    }
  }

  /** The current connection, or a new one: one for all who find the current one used up. */
  async #connection(): Promise<LdapConnection> {
    const current = this.#current;
    const connection = await current?.catch(() => undefined);
    if (connection?.isUsable) return connection;
    if (this.#current === current || !this.#current) {
      this.#current = LdapConnection.open(this.url, this.options.access, this.options.times);
    }
    return this.#current;
  }
}

/** Whether an error says that the server failed, and another one may do better. */
export const isOfServer = (error: unknown): error is LdapFault =>
  error instanceof LdapFault && error.kind !== 'refused';

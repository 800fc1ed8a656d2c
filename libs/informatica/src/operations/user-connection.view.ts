/** One live connection of a user to a repository, as pmrep printed it. */
export class UserConnectionView {
  /**
   * The number of the connection; unique among the live ones, given again after they are gone.
   * @example '15'
   */
  declare connectionId: string;

  /**
   * The login name.
   * @example 'alice'
   */
  declare user: string;

  /**
   * The program at the other end.
   * @example 'Repository Manager'
   */
  declare application: string;

  /**
   * The service that holds the connection; empty for people.
   * @example ''
   */
  declare service: string;

  /**
   * The host of the client.
   * @example 'ws0815'
   */
  declare hostName: string;

  /**
   * The address of the client.
   * @example '10.1.2.3'
   */
  declare hostAddress: string;

  /**
   * As printed, in the time of the host: see `utcOffset` of the list.
   * @example '01/06/2025 08:12:44'
   */
  declare loginTime: string;

  /**
   * As printed, in the time of the host.
   * @example '01/06/2025 10:19:51'
   */
  declare lastActivityTime: string;

  /**
   * The process of the client.
   * @example '4711'
   */
  declare processId: string;

  /**
   * As printed.
   * @example 'Active'
   */
  declare status: string;
}

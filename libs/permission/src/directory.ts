/** Who belongs to which groups: Active Directory, or a file in its place. */
export interface Directory {
  /**
   * The names of all groups of an account, nested ones included. An account that is not known has none.
   *
   * Rejects with `PERMISSION_DENIED` when the account is known and may do nothing (it is disabled), and with
   * `DIRECTORY_UNAVAILABLE` when it cannot know; never answers "none" for want of an answer.
   */
  groupsOf(account: string): Promise<readonly string[]>;

  /** The SHA-256 of the file that it answers from at this moment, where it is one. No answer is used after its file. */
  readonly fileHash?: string | undefined;

  /** Ends its connections, if it has any. */
  close?(): Promise<void>;
}

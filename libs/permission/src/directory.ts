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

  /** Of each of its servers, where it has some: whether the last try failed. */
  readonly failing?: readonly boolean[] | undefined;

  /** Ends its connections, if it has any. */
  close?(): Promise<void>;
}

/** A directory that can also be read the other way round, for reviews of who may do what. */
export interface ReviewableDirectory extends Directory {
  /**
   * The names of all accounts that belong, directly or through others, to a group whose name is of interest. May read
   * thousands of entries. Disabled accounts may be among them. Rejects with `DIRECTORY_UNAVAILABLE` as `groupsOf` does.
   */
  accountsOf(isOfInterest: (group: string) => boolean): Promise<readonly string[]>;
}

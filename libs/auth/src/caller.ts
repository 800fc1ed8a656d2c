/** Who is behind a request, by a verified access token. */
export interface Caller {
  /** The token's `sub`: unique and stable at the provider. */
  subject: string;
  /** The directory account: the login of a person, or the id of a client that acts for itself. */
  login: string;
  /** The client that the token was issued to. */
  clientId?: string;
  scopes: readonly string[];
  /** When the token ends, in ms since 1970. */
  expiresAtMs: number;
  /** The token's `jti`. */
  tokenId?: string;
}

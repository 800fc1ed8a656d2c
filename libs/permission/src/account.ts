/**
 * The form of an account under which two spellings are one account: ASCII capitals are made small, nothing else.
 *
 * Unicode's own case rules are wider than they look: the Kelvin sign becomes a `k`, and would be another person.
 */
export const foldAccount = (account: string): string => account.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

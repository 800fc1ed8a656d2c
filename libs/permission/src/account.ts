import { lowerAscii } from './ascii-case.js';

/** The form of an account under which two spellings are one account. */
export const foldAccount = (account: string): string => lowerAscii(account);

import { postFaultInWords } from '#libs/platform';
import { ClosedAddress } from './post.js';

/** Why nothing was answered, for people. */
export const faultInWords = (error: unknown): string =>
  error instanceof ClosedAddress
    ? 'the host stands for an address that is closed to callbacks'
    : postFaultInWords(error);
